import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { gaussianVector } from './random';
import { norm } from './sphere';
import { anySeed, anyVector } from './testing';
import { meanVector, quantizeVector, slerp } from './vector';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (x, i) => x * b[i]!).reduce((sum, x) => sum + x, 0);
const angle = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.acos(Math.min(1, Math.max(-1, dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)))));
const anyShare = fc.double({ min: 0, max: 1, noNaN: true });

describe('slerp', () => {
  const a = gaussianVector(1, 100);
  const b = gaussianVector(2, 100).map((x) => x * 1.5);

  it('is exact at the ends, and stays there outside', () => {
    for (const t of [0, -0.2]) expect(slerp(a, b, t)).toEqual(a);
    for (const t of [1, 1.2]) expect(slerp(a, b, t)).toEqual(b);
  });

  it('equals the textbook formula on vectors of equal length', () => {
    const unit = [1, 0];
    const sixtyDegrees = [0.5, Math.sqrt(3) / 2];
    const third = slerp(unit, sixtyDegrees, 1 / 3);
    expect(third[0]).toBeCloseTo(Math.cos(Math.PI / 9), 7);
    expect(third[1]).toBeCloseTo(Math.sin(Math.PI / 9), 7);
  });

  it('turns at constant speed while the length changes linearly', () => {
    fc.assert(
      fc.property(anySeed, anySeed, anyShare, (seedA, seedB, t) => {
        fc.pre(seedA !== seedB);
        const from = gaussianVector(seedA, 50);
        const to = gaussianVector(seedB, 50).map((x) => x * 2);
        const between = slerp(from, to, t);
        expect(angle(from, between)).toBeCloseTo(t * angle(from, to), 2);
        expect(angle(between, to)).toBeCloseTo((1 - t) * angle(from, to), 2);
        expect(norm(between)).toBeCloseTo((1 - t) * norm(from) + t * norm(to), 4);
      }),
    );
  });

  it('keeps the length of a Gaussian where a straight line would lose it', () => {
    const c = gaussianVector(3, 100);
    const straight = a.map((x, i) => (x + c[i]!) / 2);
    expect(norm(straight)).toBeLessThan(0.8 * norm(a));
    expect(norm(slerp(a, c, 0.5))).toBeCloseTo((norm(a) + norm(c)) / 2, 4);
  });

  it('handles parallel vectors', () => {
    const long = a.map((x) => x * 3);
    expect(Math.max(...slerp(a, long, 0.5).map((x, i) => Math.abs(x - 2 * a[i]!)))).toBeLessThan(
      1e-6,
    );
    expect(slerp(a, a, 0.3).every((x, i) => Math.abs(x - a[i]!) < 1e-6)).toBe(true);
  });

  it.each([0, 1e-12, 1e-9, 1e-5])('handles vectors that are opposite but for %d', (nudge) => {
    const opposite = a.map((x, i) => -x + (i === 0 ? nudge : 0));
    for (const t of [0.1, 0.25, 0.5, 0.75, 0.9]) {
      const between = slerp(a, opposite, t);
      expect(norm(between)).toBeCloseTo(norm(a), 4);
      expect(angle(a, between)).toBeCloseTo(t * Math.PI, 4);
    }
  });

  it('goes straight to and from zero', () => {
    const zero = new Float32Array(100);
    expect(norm(slerp(zero, zero, 0.5))).toBe(0);
    expect(norm(slerp(a, zero, 0.25))).toBeCloseTo(0.75 * norm(a), 4);
    expect(angle(slerp(zero, a, 0.25), a)).toBeCloseTo(0, 3);
  });

  it('refuses vectors of different length', () => {
    expect(() => slerp([1, 2], [1], 0.5)).toThrow(SfumatoError);
  });
});

describe('meanVector', () => {
  it('of one vector is that vector', () => {
    const a = gaussianVector(9, 100);
    expect(meanVector([a])).toEqual(a);
  });

  it('has the direction of the mean and the mean of the lengths', () => {
    const mean = meanVector([
      [3, 0],
      [0, 3],
      [0, 6],
    ]);
    expect(norm(mean)).toBeCloseTo(4, 6);
    expect(mean[1]! / mean[0]!).toBeCloseTo(3, 5);
  });

  it('is as long as what a generator knows, however many vectors there are', () => {
    for (const count of [2, 5, 50]) {
      const vectors = Array.from({ length: count }, (_, seed) => gaussianVector(seed, 128));
      expect(Math.abs(norm(meanVector(vectors)) / Math.sqrt(128) - 1)).toBeLessThan(0.1);
    }
  });

  it('is zero where vectors cancel out', () => {
    expect([
      ...meanVector([
        [1, 2],
        [-1, -2],
      ]),
    ]).toEqual([0, 0]);
  });

  it('needs vectors, of one length', () => {
    expect(() => meanVector([])).toThrow(SfumatoError);
    expect(() => meanVector([[1], [1, 2]])).toThrow(SfumatoError);
  });
});

describe('quantizeVector', () => {
  it('rounds to the nearest 1/64, within ±511/64', () => {
    expect(quantizeVector([0.1, -0.1, 1, 100, -Infinity, -0.001])).toEqual([
      6 / 64,
      -6 / 64,
      1,
      511 / 64,
      -511 / 64,
      0,
    ]);
  });

  it('moves no component of a Gaussian vector by more than half a step', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const z = gaussianVector(seed, 100);
        quantizeVector(z).forEach((x, i) => {
          expect(Math.abs(x - z[i]!)).toBeLessThanOrEqual(1 / 128);
        });
      }),
    );
  });

  it('leaves what is on the grid, also through float32', () => {
    fc.assert(
      fc.property(anyVector(20), (z) => {
        expect(quantizeVector(Float32Array.from(z))).toEqual(z);
      }),
    );
  });

  it('refuses what is no number', () => {
    expect(() => quantizeVector([0, NaN])).toThrow(SfumatoError);
  });
});
