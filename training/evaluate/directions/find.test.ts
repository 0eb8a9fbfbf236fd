import { describe, expect, it } from 'vitest';

import { gaussianVector } from '@/lib/latent/random';

import { dot } from '../../metrics/linear';
import { attributeDirections, effectOn, standardise } from './find';
import { leastSquares, selectiveDirection, unit } from './regression';

const DIM = 8;
const Z = Array.from({ length: 400 }, (_, i) => gaussianVector(i + 1, DIM));
const axis = (k: number) => Array.from({ length: DIM }, (_, i) => (i === k ? 1 : 0));

describe('standardising', () => {
  it('takes out what is due to the class', () => {
    const classes = ['a', 'b', 'a', 'b'];
    const { values, deviation } = standardise([1, 101, 3, 103], classes);
    expect(values).toEqual([-1, -1, 1, 1]);
    expect(deviation).toBe(1);
    expect(standardise([5, 5], ['a', 'a'])).toEqual({ values: [0, 0], deviation: 0 });
  });
});

describe('least squares', () => {
  it('find the slope of a linear value, and of one with noise nearly', () => {
    const slope = Array.from(gaussianVector(99, DIM));
    const noise = gaussianVector(1000, Z.length);
    const exact = leastSquares(
      Z,
      Z.map((row) => dot(row, slope)),
    );
    exact.forEach((x, i) => expect(x).toBeCloseTo(slope[i]!, 1));
    const noisy = leastSquares(
      Z,
      Z.map((row, n) => dot(row, slope) + noise[n]!),
    );
    expect(dot(unit(noisy), unit(slope))).toBeGreaterThan(0.98);
  });
});

describe('a selective direction', () => {
  const mixed = unit([1, 1, 0, 0, 0, 0, 0, 0]);
  it('is the slope itself when nothing is avoided', () => {
    selectiveDirection(mixed, [axis(1)], 0).forEach((x, i) => expect(x).toBeCloseTo(mixed[i]!, 9));
  });

  it('leaves the others alone the more, the more they are avoided', () => {
    const disturbances = [0, 1, 4, 1000].map((lambda) =>
      Math.abs(dot(selectiveDirection(mixed, [axis(1)], lambda), axis(1))),
    );
    expect(disturbances).toEqual([...disturbances].sort((a, b) => b - a));
    expect(disturbances[3]).toBeLessThan(1e-2);
    expect(dot(selectiveDirection(mixed, [axis(1)], 1000), axis(0))).toBeGreaterThan(0.99);
  });

  it('has length 1, and there is none without a slope', () => {
    const d = selectiveDirection(mixed, [axis(1), axis(2)], 4);
    expect(dot(d, d)).toBeCloseTo(1, 9);
    expect(() => unit([0, 0])).toThrow(RangeError);
  });
});

describe('directions of attributes', () => {
  it('move their own attribute and keep away from one that usually goes with it', () => {
    // Sky goes with light: both follow the first axis, and each has one of its own.
    const light = Z.map((z) => 0.8 * z[0]! + 0.6 * z[1]!);
    const sky = Z.map((z) => 0.8 * z[0]! + 0.6 * z[2]!);
    const [alongLight, alongSky] = attributeDirections(Z, [light, sky]) as [number[], number[]];
    const lightOf = (d: number[]) => 0.8 * d[0]! + 0.6 * d[1]!;
    const skyOf = (d: number[]) => 0.8 * d[0]! + 0.6 * d[2]!;
    expect(lightOf(alongLight)).toBeGreaterThan(0.65);
    expect(skyOf(alongSky)).toBeGreaterThan(0.65);
    // The plain slope of one would move the other by 0.64.
    expect(Math.abs(skyOf(alongLight))).toBeLessThan(0.4);
    expect(Math.abs(lightOf(alongSky))).toBeLessThan(0.4);
  });
});

describe('the effect of a direction', () => {
  it('is how surely and how far its attribute follows', () => {
    const moved = [-2, -1, 1, 2].map((amount) => ({
      amount,
      changes: [0.5 * amount, 0, -(amount ** 3)],
    }));
    expect(effectOn(moved, 0)).toEqual({ correlation: 1, slope: 0.5 });
    expect(effectOn(moved, 1)).toEqual({ correlation: 0, slope: 0 });
    expect(effectOn(moved, 2).correlation).toBe(-1);
    expect(effectOn(moved, 2).slope).toBeCloseTo(-34 / 10, 9);
  });
});
