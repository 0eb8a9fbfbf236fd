/**
 * Fréchet distance of two sets of features (Dowson and Landau 1982; Heusel et al. 2017,
 * equation 6). On MobileNetV2's features it is this project's FD-M, which is not the FID of
 * the literature: that is the same formula on Inception v3's.
 */
import { meanOf } from './products';
import { semidefiniteFactor, symmetricEigenvalues, transposedProduct } from './symmetric';
import { assertAtLeast, type Vectors } from './vectors';

export interface Moments {
  /** [dim] */
  readonly mean: Float64Array;
  /** [dim, dim], over count − 1. */
  readonly covariance: Float64Array;
}

/** @throws SfumatoError `invalid-input` for fewer than two vectors. */
export function momentsOf(vectors: Vectors): Moments {
  assertAtLeast(2, 'A covariance', vectors);
  const { count, dim, values } = vectors;
  const mean = meanOf(vectors);
  const centred = Float64Array.from(values, (value, at) => value - mean[at % dim]!);
  const covariance = transposedProduct(centred, centred, dim, dim, true);
  for (let p = 0; p < dim; p++) {
    for (let q = 0; q <= p; q++) {
      covariance[p * dim + q]! /= count - 1;
      covariance[q * dim + p] = covariance[p * dim + q]!;
    }
  }
  return { mean, covariance };
}

/**
 * |μ₁ − μ₂|² + tr(C₁ + C₂ − 2(C₁C₂)^½), ≥ 0 up to rounding.
 *
 * With C₁ = F·Fᵀ the eigenvalues of C₁C₂ are those of the symmetric FᵀC₂F and zeros, so
 * that the trace of the root is the sum of their square roots: no general matrix root, no
 * complex numbers, and fewer pictures than features do no harm to the arithmetic. (They
 * still bias the distance upwards: compare values of equal counts only.)
 */
export function frechetDistance(a: Moments, b: Moments): number {
  const dim = a.mean.length;
  let distance = 0;
  for (let k = 0; k < dim; k++) {
    distance += (a.mean[k]! - b.mean[k]!) ** 2;
    distance += a.covariance[k * dim + k]! + b.covariance[k * dim + k]!;
  }
  const { factor, rank } = semidefiniteFactor(a.covariance, dim);
  if (rank === 0) return distance;
  const half = transposedProduct(b.covariance, factor, dim, rank); // C₂F
  const product = transposedProduct(factor, half, rank, rank, true);
  for (const value of symmetricEigenvalues(product, rank)) {
    distance -= 2 * Math.sqrt(Math.max(0, value));
  }
  return distance;
}
