import { SfumatoError } from '@/lib/errors';

import { combine, directionOf, norm, scaled, slerpDirections } from './sphere';

/** Components of a free vector are multiples of 1/64: a step nobody sees, 10 bits in a link. */
export const GRID_STEPS = 64;

/** Largest component in grid steps; ±7.98, where a standard normal comes once in 10¹⁴ numbers. */
export const GRID_LIMIT = 511;

/**
 * From a to b: the direction along the great circle, the length linearly.
 *
 * Plain linear interpolation of two Gaussian vectors passes through lengths that a
 * Gaussian of many dimensions practically never has, and pictures go dull there.
 * Sources: Shoemake 1985, "Animating rotation with quaternion curves"; White 2016,
 * "Sampling Generative Networks", §2.1.
 *
 * @param t 0 gives a and 1 gives b, exactly; values outside are clamped.
 * @returns float32; of the same length as a and b. Opposite vectors take one fixed
 * way of the many; a zero vector is approached in a straight line.
 * @throws SfumatoError `invalid-point` for vectors of different length.
 */
export function slerp(a: ArrayLike<number>, b: ArrayLike<number>, t: number): Float32Array {
  assertSameLength(a, b);
  if (t <= 0) return Float32Array.from(a);
  if (t >= 1) return Float32Array.from(b);
  const direction = slerpDirections(directionOf(a), directionOf(b), t);
  const length = (1 - t) * norm(a) + t * norm(b);
  return new Float32Array(scaled(direction, length));
}

/**
 * The mean of vectors, scaled to the mean of their lengths.
 *
 * The plain mean of n independent Gaussian vectors is shorter by √n than any vector
 * a generator has seen; it would show the average picture with little of the
 * examples in it (White 2016, "Sampling Generative Networks", §2). Only its
 * direction is what they have in common.
 *
 * @returns float32. A single vector stays as it is; vectors that cancel out give zeros.
 * @throws SfumatoError `invalid-point` for no vectors or vectors of different length.
 */
export function meanVector(vectors: readonly ArrayLike<number>[]): Float32Array {
  const [first, ...rest] = vectors;
  if (!first) throw new SfumatoError('invalid-point', 'A mean needs at least one picture.');
  if (rest.length === 0) return Float32Array.from(first);
  let sum: Float64Array = Float64Array.from(first);
  let lengths = norm(first);
  for (const vector of rest) {
    assertSameLength(first, vector);
    sum = combine(1, sum, 1, vector);
    lengths += norm(vector);
  }
  return rescaled(sum, lengths / vectors.length);
}

/** The vector at another length, as float32; zeros stay zeros. */
export function rescaled(vector: ArrayLike<number>, length: number): Float32Array {
  return new Float32Array(scaled(directionOf(vector), length));
}

/**
 * The nearest vector on the grid of the permalink codec: multiples of 1/64 in about
 * ±8. What is on the grid already stays as it is.
 * @throws SfumatoError `invalid-point` for components that are not numbers.
 */
export function quantizeVector(vector: ArrayLike<number>): number[] {
  const quantized = new Array<number>(vector.length);
  for (let i = 0; i < vector.length; i++) {
    const steps = Math.min(GRID_LIMIT, Math.max(-GRID_LIMIT, Math.round(vector[i]! * GRID_STEPS)));
    if (Number.isNaN(steps)) {
      throw new SfumatoError('invalid-point', 'A latent vector must consist of numbers.');
    }
    quantized[i] = steps / GRID_STEPS + 0; // + 0 turns −0 into 0
  }
  return quantized;
}

function assertSameLength(a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length) {
    throw new SfumatoError(
      'invalid-point',
      `Vectors of ${a.length} and ${b.length} numbers do not go together: use pictures of one model.`,
    );
  }
}
