import { describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { semidefiniteFactor, symmetricEigenvalues, transposedProduct } from './symmetric';

const random = createRandom(11);

/** G·Gᵀ for a random G [n, rank]. */
function gram(n: number, rank: number): Float64Array {
  const g = Array.from({ length: n }, () => Array.from({ length: rank }, () => random.gaussian()));
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [a, b] = [g[Math.floor(at / n)]!, g[at % n]!];
    return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
  });
}

/** The largest difference between two matrices. */
const apart = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe('the factor of a semidefinite matrix', () => {
  it.each([
    [9, 9],
    [14, 5],
    [6, 0],
  ])('of %i rows has rank %i and multiplies to it', (n, rank) => {
    const c = gram(n, rank);
    const found = semidefiniteFactor(c, n);
    expect(found.rank).toBe(rank);
    const product = Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let sum = 0;
      for (let k = 0; k < rank; k++) {
        sum += found.factor[i * rank + k]! * found.factor[j * rank + k]!;
      }
      return sum;
    });
    expect(apart(product, c)).toBeLessThan(1e-12);
  });
});

describe('a product with the first matrix transposed', () => {
  it.each([
    [7, 5, 3],
    [4, 100, 101],
    [1, 1, 1],
  ])('of %i rows is the plain one', (length, rows, columns) => {
    const a = Float64Array.from({ length: length * rows }, () => random.gaussian());
    const b = Float64Array.from({ length: length * columns }, () => random.gaussian());
    const expected = Float64Array.from({ length: rows * columns }, (_, at) => {
      const [p, q] = [Math.floor(at / columns), at % columns];
      let sum = 0;
      for (let k = 0; k < length; k++) sum += a[k * rows + p]! * b[k * columns + q]!;
      return sum;
    });
    expect(apart(transposedProduct(a, b, rows, columns), expected)).toBeLessThan(1e-12);
  });

  it('can be asked for the lower triangle', () => {
    const a = Float64Array.of(1, 2, 3, 4);
    expect([...transposedProduct(a, a, 2, 2, true)]).toEqual([10, 0, 14, 20]);
  });
});

describe('eigenvalues of a symmetric matrix', () => {
  it('are those of the second difference in closed form', () => {
    // 2 on the diagonal, −1 beside it: 2 − 2cos(kπ/(n + 1)).
    const n = 30;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      matrix[i * n + i] = 2;
      if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1;
    }
    const expected = Float64Array.from(
      { length: n },
      (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)),
    );
    expect(apart(symmetricEigenvalues(matrix, n), expected)).toBeLessThan(1e-13);
  });

  it('survive reflections of a matrix with repeated, zero and negative ones', () => {
    const expected = Float64Array.from([-3, -3, 0, 0, 0, 0.25, 2, 2, 7]);
    const n = expected.length;
    let matrix: Float64Array = new Float64Array(n * n);
    for (let i = 0; i < n; i++) matrix[i * n + i] = expected[i]!;
    for (let turn = 0; turn < 4; turn++) {
      const v = Array.from({ length: n }, () => random.gaussian());
      const squares = v.reduce((sum, x) => sum + x * x, 0);
      const h = Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return (i === j ? 1 : 0) - (2 * v[i]! * v[j]!) / squares;
      });
      matrix = transposedProduct(h, transposedProduct(matrix, h, n, n), n, n);
    }
    expect(apart(symmetricEigenvalues(matrix, n), expected)).toBeLessThan(1e-13);
  });

  it('are found for one row and for none', () => {
    expect([...symmetricEigenvalues(Float64Array.of(-4), 1)][0]).toBeCloseTo(-4, 12);
    expect(symmetricEigenvalues(new Float64Array(0), 0)).toHaveLength(0);
  });
});
