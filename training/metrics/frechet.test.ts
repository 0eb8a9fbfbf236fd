import { describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { frechetDistance, momentsOf } from './frechet';
import { waves } from './testing';
import { halvesOf, vectorsOf } from './vectors';

describe('the Fréchet distance', () => {
  // numpy 2.4, scipy 1.17: |Δμ|² + tr(C₁ + C₂) − 2·tr(scipy.linalg.sqrtm(C₁·C₂)).real with
  // numpy.cov, on waves() rounded to float32.
  it('is the one that scipy computes with a general matrix root', () => {
    const distance = frechetDistance(
      momentsOf(waves(60, 8, 0, 1)),
      momentsOf(waves(50, 8, 0.3, 1.5)),
    );
    expect(distance).toBeCloseTo(1.523642501570933, 9);
  });

  // With X and Y centred and over √(count − 1): |Δμ|² + |X|² + |Y|² − 2 Σ singular values of
  // X·Yᵀ, by numpy.linalg.svd; scipy's root of a singular matrix is good for 7 digits only.
  it('is exact with fewer pictures than features', () => {
    const distance = frechetDistance(
      momentsOf(waves(7, 12, 0, 1)),
      momentsOf(waves(9, 12, 0.5, 0.8)),
    );
    expect(distance).toBeCloseTo(2.213648305448288, 10);
  });

  it('is Σ(√a − √b)² + |Δμ|² for covariances that share their axes', () => {
    const [a, b] = [
      [1, 4, 9, 0],
      [4, 4, 1, 2.25],
    ];
    const diagonal = (values: number[]) =>
      Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? values[at / 5]! : 0));
    const distance = frechetDistance(
      { mean: Float64Array.of(0, 0, 0, 0), covariance: diagonal(a!) },
      { mean: Float64Array.of(1, 0, -2, 0), covariance: diagonal(b!) },
    );
    expect(distance).toBeCloseTo(1 + 4 + 1 + 0 + 4 + 2.25, 12);
  });

  it('is symmetric, and nothing between a set and itself', () => {
    const [a, b] = [momentsOf(waves(10, 14, 0, 1)), momentsOf(waves(30, 14, 0.2, 1.1))];
    expect(frechetDistance(a, b)).toBeCloseTo(frechetDistance(b, a), 6);
    expect(Math.abs(frechetDistance(a, a))).toBeLessThan(1e-6);
  });

  it('asks for more than one picture', () => {
    expect(() => momentsOf(vectorsOf([[1, 2]]))).toThrow(/at least 2 pictures/);
  });
});

it('takes halves that have no picture in common', () => {
  const all = vectorsOf(Array.from({ length: 11 }, (_, i) => [i]));
  const [a, b] = halvesOf(all, createRandom(3));
  expect([a.count, b.count]).toEqual([5, 5]);
  expect(new Set([...a.values, ...b.values]).size).toBe(10);
  expect([...halvesOf(all, createRandom(3))[0].values]).toEqual([...a.values]);
});
