/** Sets of vectors, one a picture: what most metrics compare. */
import { SfumatoError } from '@/lib/errors';
import type { Random } from '@/lib/latent/random';

export interface Vectors {
  readonly count: number;
  readonly dim: number;
  /** [count, dim] */
  readonly values: Float32Array;
}

export function vectorsOf(rows: readonly ArrayLike<number>[]): Vectors {
  const dim = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * dim);
  rows.forEach((row, i) => values.set(row, i * dim));
  return { count: rows.length, dim, values };
}

export const rowOf = ({ dim, values }: Vectors, i: number) =>
  values.subarray(i * dim, (i + 1) * dim);

/** The rows of these indices, in their order. */
export function takeRows(vectors: Vectors, indices: ArrayLike<number>): Vectors {
  const values = new Float32Array(indices.length * vectors.dim);
  for (let i = 0; i < indices.length; i++) {
    values.set(rowOf(vectors, indices[i]!), i * vectors.dim);
  }
  return { count: indices.length, dim: vectors.dim, values };
}

/** 0 … count − 1 in random order. */
export function shuffledIndices(count: number, random: Random): Uint32Array {
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [indices[i], indices[j]] = [indices[j]!, indices[i]!];
  }
  return indices;
}

/** Two disjoint random halves of equal size; of an odd number one is left out. */
export function halvesOf(vectors: Vectors, random: Random): [Vectors, Vectors] {
  const indices = shuffledIndices(vectors.count, random);
  const half = Math.floor(vectors.count / 2);
  return [
    takeRows(vectors, indices.subarray(0, half)),
    takeRows(vectors, indices.subarray(half, 2 * half)),
  ];
}

/** @throws SfumatoError `invalid-input` when a metric would have to make something of too few. */
export function assertAtLeast(least: number, what: string, ...sets: readonly Vectors[]): void {
  const fewest = Math.min(...sets.map(({ count }) => count));
  if (fewest >= least) return;
  throw new SfumatoError(
    'invalid-input',
    `${what} needs at least ${least} pictures of each kind, and there are ${fewest}.`,
  );
}
