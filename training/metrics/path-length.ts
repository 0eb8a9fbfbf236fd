/**
 * Perceptual path length (Karras et al. 2019, section 4.1): how much a picture changes, as a
 * network sees it, for a small step on the way between two latent vectors, over the square
 * of the step. Low where the latent space is smooth.
 */
import { slerpDirections, directionOf, scaled } from '@/lib/latent/sphere';
import type { Random } from '@/lib/latent/random';

import { meanAndError, quantile } from './statistics';

/** Two neighbouring latent vectors [latentDim]. */
export interface Step {
  readonly from: Float32Array;
  readonly to: Float32Array;
}

/** The paper's, in its latent space Z. */
export const STEP = 1e-4;

/**
 * A random place on the way between two standard normal vectors, and the place one `step`
 * of that way further. The way is the great circle on the sphere of radius √latentDim,
 * near which such vectors lie.
 */
export function randomStep(latentDim: number, random: Random, step = STEP): Step {
  const end = () => directionOf(Float64Array.from({ length: latentDim }, () => random.gaussian()));
  const [a, b] = [end(), end()];
  const t = random.uniform();
  const at = (share: number) =>
    Float32Array.from(scaled(slerpDirections(a, b, share), Math.sqrt(latentDim)));
  return { from: at(t), to: at(t + step) };
}

export interface PathLength {
  readonly mean: number;
  /** Deviation over the steps that count, over the root of their number. */
  readonly standardError: number;
  /** Steps that count. */
  readonly count: number;
}

/**
 * @param distances squared perceptual distances of the pictures of every step. The
 *   smallest and the largest hundredth do not count, as in the authors' code.
 */
export function pathLength(distances: readonly number[], step = STEP): PathLength {
  const [low, high] = [quantile(distances, 0.01), quantile(distances, 0.99)];
  const kept = distances.filter((d) => d >= low && d <= high).map((d) => d / (step * step));
  return { ...meanAndError(kept), count: kept.length };
}
