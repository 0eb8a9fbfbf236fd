import { expect, it } from 'vitest';

import { quantile, spreadOf } from './statistics';

it('finds quantiles between neighbours, whatever the order', () => {
  expect(quantile([3], 0.95)).toBe(3);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([10, 0], 0.25)).toBe(2.5);
  expect(quantile([5, 1, 9], 0)).toBe(1);
  expect(quantile([5, 1, 9], 1)).toBe(9);
});

it('is not moved by a single slow one', () => {
  const values = [...Array.from({ length: 99 }, () => 10), 5000];
  expect(spreadOf(values)).toEqual({ median: 10, p95: 10 });
});
