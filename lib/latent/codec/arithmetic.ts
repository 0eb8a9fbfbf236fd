import { SfumatoError } from '@/lib/errors';

import { MAX_TILE_POINTS, type Arithmetic } from '../arithmetic';
import type { LatentPoint, ModelFacts } from '../point';
import { damaged, type BitReader, type BitWriter } from './bits';
import { readPoint, writePoint } from './point';

/**
 * An arithmetic without its model: for each of the tiles A, B, C the number of its
 * points (4 bits) and the points. Tiles may be empty, as long as one is not: half an
 * expression can be sent, too.
 * @throws SfumatoError `invalid-point` for expressions that have no code.
 */
export function writeArithmetic(
  writer: BitWriter,
  { a, b, c }: Arithmetic,
  facts: ModelFacts,
): void {
  for (const tile of [a, b, c]) {
    if (tile.length > MAX_TILE_POINTS) {
      throw new SfumatoError(
        'invalid-point',
        `A tile with a link holds at most ${MAX_TILE_POINTS} pictures, not ${tile.length}.`,
      );
    }
    writer.write(tile.length, 4);
    for (const point of tile) writePoint(writer, point, facts);
  }
}

/** @throws SfumatoError `invalid-code` for everything that is not in canonical form. */
export function readArithmetic(reader: BitReader, facts: ModelFacts): Arithmetic {
  const a = readTile(reader, facts);
  const b = readTile(reader, facts);
  const c = readTile(reader, facts);
  if (a.length + b.length + c.length === 0) throw damaged('all tiles are empty');
  return { a, b, c };
}

function readTile(reader: BitReader, facts: ModelFacts): LatentPoint[] {
  const count = reader.read(4);
  if (count > MAX_TILE_POINTS) throw damaged('a tile holds too many points');
  return Array.from({ length: count }, () => readPoint(reader, facts));
}

/** The model of the first point; the others are checked against it when they are written. */
export function modelOf({ a, b, c }: Arithmetic): string {
  const first = [...a, ...b, ...c][0];
  if (!first) {
    throw new SfumatoError(
      'invalid-point',
      'There is nothing to link to yet: add a picture first.',
    );
  }
  return first.model;
}
