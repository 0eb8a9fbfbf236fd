import { SfumatoError } from '@/lib/errors';

import { assertFits, unknownDirection } from './canonical';
import type { LatentPoint, ModelFacts } from './point';
import { gaussianVector } from './random';

/** What a generator is given for one point. */
export interface ResolvedLatent {
  /** [latentDim], truncated and shifted. */
  readonly z: Float32Array;
  /**
   * [classes], in the card's order, summing to 1 less the share of the others; length 0 for a
   * model without classes.
   */
  readonly weights: Float32Array;
}

/** What a shift of 1 adds to the vector. */
export interface DirectionVector {
  readonly id: string;
  /** [latentDim], of length 1. */
  readonly vector: readonly number[];
}

/**
 * The point's vector before truncation, [latentDim].
 * @throws SfumatoError `invalid-point` for another model's point or a vector of wrong
 * length, `unknown-class`.
 */
export function vectorOf(point: LatentPoint, facts: ModelFacts): Float32Array {
  assertFits(point, facts);
  return point.source.kind === 'seed'
    ? gaussianVector(point.source.seed, facts.latentDim)
    : Float32Array.from(point.source.z);
}

/**
 * The numbers a generator draws a point from.
 *
 * Truncation: pictures near the mean of the latent distribution are cleaner and
 * more alike (Brock et al. 2019, "Large scale GAN training", §3.1, who resample what
 * is too far out). We pull towards the mean, w = w̄ + psi·(w − w̄), as Karras et al.
 * 2019 ("A style-based generator architecture", appendix B) do. Here the latent is
 * standard normal, and independent of the class, so every class and every mix has
 * the mean 0, and what remains is z·psi. Shifts come after it: however calm the picture,
 * a step along a direction stays the step that it was.
 *
 * @param directions The model's; asked only for points that are shifted.
 * @throws SfumatoError as `vectorOf` does, and `invalid-point` for a truncation or a
 * weight that is no number.
 */
export function resolveLatent(
  point: LatentPoint,
  facts: ModelFacts,
  directions: readonly DirectionVector[] = [],
): ResolvedLatent {
  const { psi } = point;
  const z = vectorOf(point, facts).map((x) => x * psi);
  for (const { directionId, amount } of point.shifts ?? []) {
    const direction = directions.find(({ id }) => id === directionId);
    if (!direction) throw unknownDirection(facts.id);
    for (let i = 0; i < z.length; i++) z[i]! += amount * direction.vector[i]!;
  }
  const weights = new Float32Array(facts.classIds.length);
  for (const { classId, weight } of point.mix) {
    if (classId === facts.othersId) continue;
    const index = facts.classIds.indexOf(classId);
    weights[index] = weights[index]! + weight;
  }
  if (!z.every(Number.isFinite) || !weights.every(Number.isFinite)) {
    throw new SfumatoError(
      'invalid-point',
      'This point holds something other than numbers: start anew.',
    );
  }
  return { z, weights };
}
