import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { placeInRow } from './place';

const rows = fc.array(
  fc.record({
    wish: fc.integer({ min: -20, max: 20 }),
    gap: fc.integer({ min: 1, max: 5 }),
    weight: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 7 },
);
const cost = (x: ArrayLike<number>, wishes: number[], weights: number[]) =>
  wishes.reduce((sum, wish, i) => sum + weights[i]! * (x[i]! - wish) ** 2, 0);

describe('places in a row', () => {
  it('keep their distances and are the nearest to the wishes', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.integer({ min: -3, max: 3 })), (row, moves) => {
        const wishes = row.map(({ wish }) => wish);
        const gaps = row.map(({ gap }) => gap);
        const weights = row.map(({ weight }) => weight);
        const x = placeInRow(wishes, gaps, weights);
        for (let i = 1; i < x.length; i++)
          expect(x[i]! - x[i - 1]!).toBeGreaterThan(gaps[i]! - 1e-9);
        // Any other row that keeps the distances costs as much or more.
        const other = [...x];
        for (const [i, move] of moves.slice(0, row.length).entries()) other[i]! += move / 10;
        for (let i = 1; i < other.length; i++)
          other[i] = Math.max(other[i]!, other[i - 1]! + gaps[i]!);
        expect(cost(x, wishes, weights)).toBeLessThanOrEqual(cost(other, wishes, weights) + 1e-9);
      }),
    );
  });

  it('are the wishes themselves where nobody is in the way', () => {
    expect([...placeInRow([0, 4, 9], [0, 2, 2], [1, 1, 1])]).toEqual([0, 4, 9]);
    expect([...placeInRow([5, 5, 5], [0, 2, 2], [1, 1, 1])]).toEqual([3, 5, 7]);
  });
});
