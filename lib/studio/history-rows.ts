/** Scenes as rows for storage and back. */
import { SfumatoError } from '@/lib/errors';
import { decodePoint, encodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import type { HistoryNode } from './history';
import type { Between } from './scene';
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

/**
 * A work to go towards that can no longer be read costs the scene its line, not its picture.
 * @throws SfumatoError for a picture of a model that is gone or was retrained.
 */
export function nodeOfRow(row: HistoryRow, catalogue: readonly ModelFacts[]): HistoryNode {
  const { id, parent, label, at, palette, isBeginning } = row;
  const point = decodePoint(row.code, catalogue);
  return {
    id,
    parent,
    label,
    at,
    ...(isBeginning && { isBeginning }),
    scene: { point, palette, between: betweenOf(row, point, catalogue) },
  };
}

function betweenOf(
  { a, b, position }: HistoryRow,
  point: LatentPoint,
  catalogue: readonly ModelFacts[],
): Between {
  try {
    return { a: decodePoint(a, catalogue), b: decodePoint(b, catalogue), position };
  } catch (thrown) {
    if (!(thrown instanceof SfumatoError)) throw thrown;
    return { a: point, b: point, position: 0 };
  }
}
