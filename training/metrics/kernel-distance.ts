/**
 * Kernel distance of two sets of features (Bińkowski et al. 2018, "Demystifying MMD GANs",
 * section 4): the squared maximum mean discrepancy with the kernel (x·y/d + 1)³. On
 * MobileNetV2's features it is this project's KID-M. Without bias: its mean does not depend
 * on how many pictures there are, and around 0 it may be negative.
 */
import type { Random } from '@/lib/latent/random';

import { innerProducts } from './products';
import { meanAndError } from './statistics';
import { assertAtLeast, shuffledIndices, type Vectors } from './vectors';

export interface KernelDistance {
  readonly mean: number;
  /** Deviation over the subsets, over the root of their number. */
  readonly standardError: number;
  readonly subsetSize: number;
}

export interface KernelDistanceOptions {
  readonly subsets?: number;
  /** Of each side; no more than there are. */
  readonly subsetSize?: number;
}

/**
 * The mean over random subsets, drawn without replacement within a subset.
 * @throws SfumatoError `invalid-input` for fewer than two vectors on a side.
 */
export async function kernelDistance(
  a: Vectors,
  b: Vectors,
  random: Random,
  { subsets = 100, subsetSize: wanted = 1000 }: KernelDistanceOptions = {},
): Promise<KernelDistance> {
  assertAtLeast(2, 'The kernel distance', a, b);
  const subsetSize = Math.min(wanted, a.count, b.count);
  const [within, without, between] = [
    kernelOf(await innerProducts(a, a), a.dim),
    kernelOf(await innerProducts(b, b), a.dim),
    kernelOf(await innerProducts(a, b), a.dim),
  ];
  const values = Array.from({ length: subsets }, () => {
    const rows = shuffledIndices(a.count, random).subarray(0, subsetSize);
    const columns = shuffledIndices(b.count, random).subarray(0, subsetSize);
    const pairs = subsetSize * (subsetSize - 1);
    return (
      sumOver(within, a.count, rows, rows, true) / pairs +
      sumOver(without, b.count, columns, columns, true) / pairs -
      (2 * sumOver(between, b.count, rows, columns, false)) / (subsetSize * subsetSize)
    );
  });
  return { ...meanAndError(values), subsetSize };
}

function kernelOf(products: Float32Array, dim: number): Float32Array {
  for (let i = 0; i < products.length; i++) products[i] = (products[i]! / dim + 1) ** 3;
  return products;
}

/** Of the rows and columns of a matrix with so many columns; without the pairs of one with itself. */
function sumOver(
  matrix: Float32Array,
  width: number,
  rows: Uint32Array,
  columns: Uint32Array,
  skipSelf: boolean,
): number {
  let sum = 0;
  for (const row of rows) {
    const at = row * width;
    for (let j = 0; j < columns.length; j++) sum += matrix[at + columns[j]!]!;
    if (skipSelf) sum -= matrix[at + row]!;
  }
  return sum;
}
