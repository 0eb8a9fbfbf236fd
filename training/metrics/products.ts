/** All inner products and distances between two sets of vectors, on the back end in use. */
import * as tf from '@tensorflow/tfjs-core';

import type { Vectors } from './vectors';

/** Rows of the result computed at once. */
const BLOCK = 512;

/**
 * The products of a few rows of `a` with all of `b`, block after block.
 * @param visit is given `products` [rows, b.count] of the rows of `a` from `first` on.
 */
async function eachBlock(
  a: Vectors,
  b: Vectors,
  visit: (products: Float32Array, first: number, rows: number) => void,
): Promise<void> {
  const right = tf.tensor2d(b.values, [b.count, b.dim]);
  try {
    for (let first = 0; first < a.count; first += BLOCK) {
      const rows = Math.min(BLOCK, a.count - first);
      const values = a.values.subarray(first * a.dim, (first + rows) * a.dim);
      const products = tf.tidy(() =>
        tf.matMul(tf.tensor2d(values, [rows, a.dim]), right, false, true),
      );
      visit(await products.data<'float32'>(), first, rows);
      products.dispose();
    }
  } finally {
    right.dispose();
  }
}

/** Inner products [a.count, b.count]. */
export async function innerProducts(a: Vectors, b: Vectors): Promise<Float32Array> {
  const all = new Float32Array(a.count * b.count);
  await eachBlock(a, b, (products, first) => all.set(products, first * b.count));
  return all;
}

/**
 * Squared Euclidean distances [a.count, b.count] as |a|² + |b|² − 2a·b, the norms in double
 * precision, around the mean of `b`, so that little is lost where all lie far from 0.
 */
export async function squaredDistances(a: Vectors, b: Vectors): Promise<Float32Array> {
  const mean = meanOf(b);
  const [from, to] = [around(mean, a), a === b ? undefined : around(mean, b)];
  const [fromNorms, toNorms] = [squaredNorms(from), squaredNorms(to ?? from)];
  const all = new Float32Array(a.count * b.count);
  await eachBlock(from, to ?? from, (products, first, rows) => {
    for (let i = 0; i < rows; i++) {
      const norm = fromNorms[first + i]!;
      const at = (first + i) * b.count;
      for (let j = 0; j < b.count; j++) {
        all[at + j] = Math.max(0, norm + toNorms[j]! - 2 * products[i * b.count + j]!);
      }
    }
  });
  // Rounding must not put a vector at a distance from itself.
  if (a === b) for (let i = 0; i < a.count; i++) all[i * a.count + i] = 0;
  return all;
}

export function meanOf({ count, dim, values }: Vectors): Float64Array {
  const mean = new Float64Array(dim);
  for (let i = 0; i < count; i++) for (let k = 0; k < dim; k++) mean[k]! += values[i * dim + k]!;
  return mean.map((sum) => sum / count);
}

function around(mean: Float64Array, { count, dim, values }: Vectors): Vectors {
  return { count, dim, values: values.map((value, i) => value - mean[i % dim]!) };
}

function squaredNorms({ count, dim, values }: Vectors): Float64Array {
  const norms = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dim; k++) norms[i]! += values[i * dim + k]! ** 2;
  }
  return norms;
}
