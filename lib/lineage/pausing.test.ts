import { expect, it } from 'vitest';

import { atOnce, withPauses, type Steps } from './pausing';

function* counting(to: number, said: number[]): Steps<number> {
  for (let i = 1; i <= to; i++) {
    said.push(i);
    yield;
  }
  return to;
}

it('comes to the same result at once and with pauses', async () => {
  expect(atOnce(counting(5, []))).toBe(5);
  let pauses = 0;
  const pause = () => Promise.resolve(void pauses++);
  const { signal } = new AbortController();
  expect(await withPauses(counting(5, []), pause, 0, signal)).toBe(5);
  expect(pauses).toBe(5);
  // What fits into a moment is not paused.
  expect(await withPauses(counting(5, []), pause, 60_000, signal)).toBe(5);
  expect(pauses).toBe(5);
});

it('goes no further once it was ended', async () => {
  const said: number[] = [];
  const abort = new AbortController();
  const pause = () => {
    if (said.length === 3) abort.abort();
    return Promise.resolve();
  };
  expect(await withPauses(counting(9, said), pause, 0, abort.signal)).toBeUndefined();
  expect(said).toEqual([1, 2, 3]);
});
