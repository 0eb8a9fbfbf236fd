/** Directions of a latent space that a number follows. */
import { dot, solve } from '../../metrics/linear';

/** Keeps the normal equations solvable with fewer examples than numbers. */
const RIDGE = 1e-3;

/**
 * The w that minimises Σ (z·w − y)² + ridge·n·|w|².
 * @param z n rows of equal length. @param y n numbers of mean 0.
 */
export function leastSquares(z: readonly ArrayLike<number>[], y: ArrayLike<number>): number[] {
  const dim = z[0]!.length;
  const normal = Array.from({ length: dim }, (_, i) =>
    Array.from({ length: dim }, (__, j) => (i === j ? RIDGE * z.length : 0)),
  );
  const right = new Array<number>(dim).fill(0);
  z.forEach((row, n) => {
    for (let i = 0; i < dim; i++) {
      const line = normal[i]!;
      for (let j = 0; j < dim; j++) line[j]! += row[i]! * row[j]!;
      right[i]! += row[i]! * y[n]!;
    }
  });
  return solve(normal, right);
}

/**
 * A direction that follows one slope and avoids others: d with (1 + λ Σ bbᵀ) d ∝ a for the
 * slope a and the others b, of length 1. λ = 0 is the slope's own way; as λ grows, d nears
 * the projection onto what leaves the others alone (Shen et al. 2020, "Interpreting the
 * latent space of GANs for semantic face editing", section 3.2).
 */
export function selectiveDirection(
  slope: readonly number[],
  others: readonly (readonly number[])[],
  lambda: number,
): number[] {
  const matrix = slope.map((_, i) =>
    slope.map((__, j) =>
      others.reduce((sum, other) => sum + lambda * other[i]! * other[j]!, i === j ? 1 : 0),
    ),
  );
  return unit(solve(matrix, slope));
}

/** The same direction, of length 1. @throws RangeError for a vector of zeros. */
export function unit(v: readonly number[]): number[] {
  const length = Math.sqrt(dot(v, v));
  if (!(length > 0)) throw new RangeError('A vector of zeros has no direction.');
  return v.map((x) => x / length);
}
