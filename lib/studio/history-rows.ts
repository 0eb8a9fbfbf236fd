/** Scenes as rows for storage and back. */
import { decodePoint, encodePoint } from '@/lib/latent/codec';
import type { ModelFacts } from '@/lib/latent/point';

import type { HistoryNode } from './history';
import type { HistoryRow } from './storage';

export function rowOfNode(node: HistoryNode, catalogue: readonly ModelFacts[]): HistoryRow {
  const { id, parent, label, at, scene } = node;
  return {
    id,
    parent,
    label,
    at,
    code: encodePoint(scene.point, catalogue),
    palette: scene.palette,
    a: encodePoint(scene.between.a, catalogue),
    b: encodePoint(scene.between.b, catalogue),
    position: scene.between.position,
    ...(node.isBeginning && { isBeginning: true as const }),
  };
}

/** @throws SfumatoError for a scene of a model that is gone or was retrained. */
export function nodeOfRow(row: HistoryRow, catalogue: readonly ModelFacts[]): HistoryNode {
  const { id, parent, label, at, palette, position, isBeginning } = row;
  return {
    id,
    parent,
    label,
    at,
    ...(isBeginning && { isBeginning }),
    scene: {
      point: decodePoint(row.code, catalogue),
      palette,
      between: { a: decodePoint(row.a, catalogue), b: decodePoint(row.b, catalogue), position },
    },
  };
}
