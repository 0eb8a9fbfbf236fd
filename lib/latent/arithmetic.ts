import { SfumatoError } from '@/lib/errors';

import { roundPsi } from './canonical';
import { blendMixes } from './mix';
import type { LatentPoint, ModelFacts } from './point';
import { vectorOf } from './resolve';
import { blendShifts, withShifts } from './shifts';
import { combine, norm } from './sphere';
import { meanVector, quantizeVector, rescaled } from './vector';

/** A − B + C. Each tile holds 0 to 8 examples and stands for their mean. */
export interface Arithmetic {
  readonly a: readonly LatentPoint[];
  readonly b: readonly LatentPoint[];
  readonly c: readonly LatentPoint[];
}

export const MAX_TILE_POINTS = 8;

/**
 * The point A − B + C ("smiling woman − woman + man": Radford et al. 2016,
 * "Unsupervised representation learning with DCGAN", §6.3.2).
 *
 * - Vectors: of each tile the mean at the mean length (`meanVector`). The result would
 *   be √3 times too long for a generator that knows Gaussian vectors only, so it gets
 *   the length |A| − |B| + |C|, but no less than the least and no more than the
 *   greatest of the three: A − A + C is C.
 * - Mixes linearly; classes below 0 are left out, the rest sums to 1 again.
 * - Truncation and shifts linearly, clamped to their ranges.
 *
 * @returns a canonical point.
 * @throws SfumatoError `invalid-point` for an empty tile or points of another model,
 * `unknown-class`.
 */
export function evaluateArithmetic(arithmetic: Arithmetic, facts: ModelFacts): LatentPoint {
  const { a, b, c } = arithmetic;
  if (a.length === 0 || b.length === 0 || c.length === 0) {
    throw new SfumatoError('invalid-point', 'Each of the three tiles needs at least one picture.');
  }
  const [vectorA, vectorB, vectorC] = [a, b, c].map((tile) =>
    meanVector(tile.map((point) => vectorOf(point, facts))),
  ) as [Float32Array, Float32Array, Float32Array];
  const lengths = [norm(vectorA), norm(vectorB), norm(vectorC)] as const;
  const length = Math.min(
    Math.max(...lengths),
    Math.max(Math.min(...lengths), lengths[0] - lengths[1] + lengths[2]),
  );
  const sum = combine(1, combine(1, vectorA, -1, vectorB), 1, vectorC);
  const parts = [...shares(a, 1), ...shares(b, -1), ...shares(c, 1)];
  const result: LatentPoint = {
    model: facts.id,
    source: { kind: 'vector', z: quantizeVector(rescaled(sum, length)) },
    mix: blendMixes(parts.map(({ point, weight }) => ({ mix: point.mix, weight }))),
    psi: roundPsi(meanPsi(a) - meanPsi(b) + meanPsi(c)),
  };
  return withShifts(result, blendShifts(parts));
}

/** The tile's points with weights that make up its mean, times the sign. */
function shares(tile: readonly LatentPoint[], sign: 1 | -1) {
  return tile.map((point) => ({ point, weight: sign / tile.length }));
}

function meanPsi(tile: readonly LatentPoint[]): number {
  return tile.reduce((sum, { psi }) => sum + psi, 0) / tile.length;
}
