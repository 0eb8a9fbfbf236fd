import { expect, it } from 'vitest';

import { readStyleVector, writeStyleVector } from './style-vectors';

it('brings vectors back to three digits, in a quarter of their text', () => {
  const vector = Float32Array.from({ length: 100 }, (_, i) => Math.tan(i * 1.7) * 0.3);
  const text = writeStyleVector(vector);
  expect(text.length).toBeLessThan(280);
  readStyleVector(text).forEach((value, i) => {
    expect(Math.abs(value - vector[i]!)).toBeLessThanOrEqual(Math.abs(vector[i]!) / 2048);
  });
});

it('keeps what half precision has exactly', () => {
  const exact = [0, 1, -2.5, 2 ** -24, -65504, 0.0999755859375];
  expect([...readStyleVector(writeStyleVector(exact))]).toEqual(exact);
  expect([...readStyleVector('')]).toEqual([]);
});
