import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addShare,
  mixOfShares,
  removeShare,
  replaceShare,
  setShare,
  sharesOf,
  type Share,
} from './mixing';

const of = (weights: Record<string, number>): Share[] =>
  Object.entries(weights).map(([classId, weight]) => ({ classId, weight }));
const weights = (shares: readonly Share[]) =>
  Object.fromEntries(mixOfShares(shares).map((entry) => [entry.classId, entry.weight]));

describe('editing a mix', () => {
  it('makes 70 / 30 of a typed 70', () => {
    expect(weights(setShare(of({ a: 0.5, b: 0.5 }), 'a', 0.7))).toEqual({ a: 0.7, b: 0.3 });
  });

  it('makes 70 / 30 of a typed 70 even when one artist had it all', () => {
    expect(weights(setShare(of({ a: 1, b: 0 }), 'a', 0.7))).toEqual({ a: 0.7, b: 0.3 });
    expect(weights(setShare(of({ a: 1, b: 0 }), 'b', 0.3))).toEqual({ a: 0.7, b: 0.3 });
  });

  it('keeps the proportion of the others', () => {
    expect(weights(setShare(of({ a: 0.4, b: 0.4, c: 0.2 }), 'a', 0.1))).toEqual({
      a: 0.1,
      b: 0.6,
      c: 0.3,
    });
  });

  it('gives an artist alone everything, whatever is typed', () => {
    expect(weights(setShare(of({ a: 1 }), 'a', 0.2))).toEqual({ a: 1 });
  });

  it('always sums to 1 with the typed weight exact', () => {
    const shares = fc
      .array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 4 })
      .map((raw) => {
        const total = raw.reduce((a, b) => a + b, 0);
        return raw.map((weight, i) => ({ classId: `c${i}`, weight: weight / total }));
      });
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 999 }), (start, typed) => {
        const mix = mixOfShares(setShare(start, 'c0', typed / 1000));
        expect(mix.find((entry) => entry.classId === 'c0')?.weight).toBe(typed / 1000);
        const sum = mix.reduce((total, entry) => total + Math.round(entry.weight * 1000), 0);
        expect(sum).toBe(1000);
      }),
    );
  });

  it('adds an artist with an equal part', () => {
    expect(weights(addShare(of({ a: 1 }), 'b'))).toEqual({ a: 0.5, b: 0.5 });
    expect(weights(addShare(of({ a: 0.8, b: 0.2 }), 'b'))).toEqual({ a: 0.8, b: 0.2 });
  });

  it('gives a removed artist’s weight to the others, and leaves the last one', () => {
    expect(weights(removeShare(of({ a: 0.5, b: 0.3, c: 0.2 }), 'a'))).toEqual({ b: 0.6, c: 0.4 });
    expect(weights(removeShare(of({ a: 1, b: 0 }), 'a'))).toEqual({ b: 1 });
    expect(removeShare(of({ a: 1 }), 'a')).toEqual(of({ a: 1 }));
  });

  it('replaces an artist in place', () => {
    expect(replaceShare(of({ a: 0.7, b: 0.3 }), 'a', 'c')).toEqual(of({ c: 0.7, b: 0.3 }));
    expect(replaceShare(of({ a: 0.7, b: 0.3 }), 'a', 'b')).toEqual(of({ a: 0.7, b: 0.3 }));
  });

  it('keeps artists at hand that have no weight', () => {
    const mix = mixOfShares(of({ a: 1, b: 0 }));
    expect(mix).toEqual(of({ a: 1 }));
    expect(sharesOf(mix, ['b', 'a'])).toEqual(of({ b: 0, a: 1 }));
  });
});
