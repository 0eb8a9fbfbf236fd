/** The ways to change an arithmetic, and its tiles' means. All pure. */
import { SfumatoError } from '@/lib/errors';
import { MAX_TILE_POINTS, type Arithmetic } from '@/lib/latent/arithmetic';
import { samePoint } from '@/lib/latent/blend';
import { roundPsi } from '@/lib/latent/canonical';
import { blendMixes } from '@/lib/latent/mix';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { vectorOf } from '@/lib/latent/resolve';
import { blendShifts, withShifts } from '@/lib/latent/shifts';
import { meanVector, quantizeVector } from '@/lib/latent/vector';

export const TILES = ['a', 'b', 'c'] as const;
export type TileName = (typeof TILES)[number];

/** Why a picture cannot be added to those of another model. */
export const OTHER_MODEL =
  'This picture belongs to another model. Pictures can only be added to those of their own.';

/** Why no picture can be added any more. */
export const TILE_FULL = `A tile holds at most ${MAX_TILE_POINTS} pictures. Take one out first.`;

/** Whether a picture can only begin an arithmetic of its own. */
export function isOfOtherModel(arithmetic: Arithmetic, point: LatentPoint): boolean {
  const model = modelOfArithmetic(arithmetic);
  return model !== undefined && point.model !== model;
}

/** Begins anew with a picture of any model on a tile. */
export function beginWith(tile: TileName, point: LatentPoint): Arithmetic {
  return setTile({ a: [], b: [], c: [] }, tile, [point]);
}

/**
 * Puts a picture on a tile. One that is there already is not added twice.
 * @throws SfumatoError `invalid-input` for another model's picture, and when the tile is full.
 */
export function addToTile(arithmetic: Arithmetic, tile: TileName, point: LatentPoint): Arithmetic {
  const points = arithmetic[tile];
  if (isOfOtherModel(arithmetic, point)) throw new SfumatoError('invalid-input', OTHER_MODEL);
  if (points.some((other) => samePoint(other, point))) return arithmetic;
  if (isFull(points)) throw new SfumatoError('invalid-input', TILE_FULL);
  return { ...arithmetic, [tile]: [...points, point] };
}

export function removeFromTile(arithmetic: Arithmetic, tile: TileName, index: number): Arithmetic {
  return { ...arithmetic, [tile]: arithmetic[tile].toSpliced(index, 1) };
}

/** @throws SfumatoError as `addToTile` */
export function moveToTile(
  arithmetic: Arithmetic,
  from: TileName,
  index: number,
  to: TileName,
): Arithmetic {
  const point = arithmetic[from][index];
  if (!point || from === to) return arithmetic;
  return addToTile(removeFromTile(arithmetic, from, index), to, point);
}

export function setTile(
  arithmetic: Arithmetic,
  tile: TileName,
  points: readonly LatentPoint[],
): Arithmetic {
  return { ...arithmetic, [tile]: points };
}

/** Turns the difference round: A − C + B. */
export function swapDifference({ a, b, c }: Arithmetic): Arithmetic {
  return { a, b: c, c: b };
}

export function isFull(points: readonly LatentPoint[]): boolean {
  return points.length >= MAX_TILE_POINTS;
}

export function isComplete(arithmetic: Arithmetic): boolean {
  return TILES.every((tile) => arithmetic[tile].length > 0);
}

export function isEmpty(arithmetic: Arithmetic): boolean {
  return TILES.every((tile) => arithmetic[tile].length === 0);
}

/** The model that all pictures are of; undefined when there is none yet. */
export function modelOfArithmetic({ a, b, c }: Arithmetic): string | undefined {
  return [...a, ...b, ...c][0]?.model;
}

/** What a tile stands for: the mean of its pictures, in vector, mix and variety. */
export function meanPoint(
  points: readonly LatentPoint[],
  facts: ModelFacts,
): LatentPoint | undefined {
  const [first] = points;
  if (!first || points.length === 1) return first;
  const mean: LatentPoint = {
    model: first.model,
    source: {
      kind: 'vector',
      z: quantizeVector(meanVector(points.map((point) => vectorOf(point, facts)))),
    },
    mix: blendMixes(points.map(({ mix }) => ({ mix, weight: 1 / points.length }))),
    psi: roundPsi(points.reduce((sum, { psi }) => sum + psi, 0) / points.length),
  };
  const parts = points.map((point) => ({ point, weight: 1 / points.length }));
  return withShifts(mean, blendShifts(parts));
}
