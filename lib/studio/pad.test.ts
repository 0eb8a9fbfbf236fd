import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  clampToPad,
  padCorners,
  padField,
  padPosition,
  padRemainder,
  padWeights,
  roundWeights,
} from './pad';

const weightsOf = (count: number) =>
  fc
    .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: count, maxLength: count })
    .map((raw) => {
      const total = raw.reduce((a, b) => a + b, 0);
      return raw.map((value) => value / total);
    });

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('mix pad', () => {
  it('gives a corner all the weight', () => {
    for (const count of [2, 3, 4, 5, 6]) {
      padCorners(count).forEach((corner, i) => {
        const weights = padWeights(count, corner);
        weights.forEach((weight, j) => expect(weight).toBeCloseTo(i === j ? 1 : 0, 9));
      });
    }
  });

  it('gives the middle equal weights', () => {
    for (const count of [2, 3, 4, 5]) {
      for (const weight of padWeights(count, { x: 0, y: 0 })) expect(weight).toBeCloseTo(1 / count);
    }
  });

  it('is bilinear on the square', () => {
    const half = Math.SQRT1_2;
    const [u, v] = [0.3, 0.8];
    const position = { x: -half + 2 * half * u, y: -half + 2 * half * v };
    const expected = [(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v];
    padWeights(4, position).forEach((weight, i) => expect(weight).toBeCloseTo(expected[i]!, 9));
  });

  it('shows every mix at a place from which taking hold changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }).chain(weightsOf), (weights) => {
        const again = padWeights(weights.length, padPosition(weights), padRemainder(weights));
        weights.forEach((weight, i) => expect(again[i]).toBeCloseTo(weight, 6));
      }),
    );
  });

  it('keeps weights within 0 and 1, summing to 1, wherever the handle is dragged', () => {
    const anywhere = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }).chain(weightsOf),
        anywhere,
        anywhere,
        (start, x, y) => {
          const weights = padWeights(start.length, { x, y }, padRemainder(start));
          expect(sum(weights)).toBeCloseTo(1, 6);
          for (const weight of weights) expect(weight).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('puts positions outside on the rim', () => {
    expect(clampToPad({ x: 5, y: 3 }, 2)).toEqual({ x: 1, y: 0 });
    const top = clampToPad({ x: 0, y: -4 }, 3);
    expect(top.x).toBeCloseTo(0);
    expect(top.y).toBeCloseTo(-1);
  });

  it('spreads pictures over the whole pad, one of them in every corner', () => {
    for (const count of [2, 3, 4, 5]) {
      const { places, width, height } = padField(count);
      for (const corner of padCorners(count)) {
        const nearest = Math.min(...places.map((p) => Math.hypot(p.x - corner.x, p.y - corner.y)));
        expect(nearest).toBeCloseTo(0, 9);
      }
      places.forEach((a, i) => {
        expect(clampToPad(a, count).x).toBeCloseTo(a.x, 9);
        for (const b of places.slice(i + 1)) {
          const [x, y] = [Math.abs(a.x - b.x) / width, Math.abs(a.y - b.y) / height];
          expect(Math.max(x, y)).toBeGreaterThan(1 - 1e-9);
        }
      });
    }
  });

  it('rounds to whole percents that sum to 1', () => {
    expect(roundWeights([1 / 3, 1 / 3, 1 / 3])).toEqual([0.34, 0.33, 0.33]);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }).chain(weightsOf), (weights) => {
        const rounded = roundWeights(weights).map((weight) => Math.round(weight * 100));
        expect(sum(rounded)).toBe(100);
        rounded.forEach((value, i) =>
          expect(Math.abs(value - weights[i]! * 100)).toBeLessThanOrEqual(1),
        );
      }),
    );
  });
});
