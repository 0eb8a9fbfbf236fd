import { describe, expect, it } from 'vitest';

import { ahead } from './ahead';

describe('working ahead', () => {
  it('hands over every result in order, failures among them', async () => {
    const results: unknown[] = [];
    const work = async (n: number) => {
      // Later items are done earlier.
      for (let i = 0; i < 10 - n; i++) await Promise.resolve();
      if (n % 3 === 0) throw new Error(`not ${n}`);
      return n * n;
    };
    for await (const result of ahead([1, 2, 3, 4, 5, 6], 4, work)) results.push(result);
    expect(results).toEqual([
      { item: 1, ok: true, value: 1 },
      { item: 2, ok: true, value: 4 },
      { item: 3, ok: false, error: new Error('not 3') },
      { item: 4, ok: true, value: 16 },
      { item: 5, ok: true, value: 25 },
      { item: 6, ok: false, error: new Error('not 6') },
    ]);
  });

  it('never holds more than it was allowed to', async () => {
    let [begun, taken, most] = [0, 0, 0];
    const work = async () => void (most = Math.max(most, ++begun - taken));
    for await (const _ of ahead(Array.from({ length: 50 }), 3, work)) taken++;
    expect(taken).toBe(50);
    expect(most).toBe(3);
  });

  it('begins nothing more when its reader stops', async () => {
    let begun = 0;
    for await (const { item } of ahead([1, 2, 3, 4, 5, 6, 7, 8], 2, async () => ++begun)) {
      if (item === 3) break;
    }
    expect(begun).toBe(4);
  });
});
