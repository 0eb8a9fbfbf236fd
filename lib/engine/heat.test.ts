import { describe, expect, it } from 'vitest';

import { heatOf, type Grid } from './heat';

const grid = (height: number, width: number, values: number[]): Grid => ({
  shape: [1, height, width, 1],
  values: Float32Array.from(values),
});

describe('heatOf', () => {
  it('has the size of the finest map and 1 at its strongest place', () => {
    const heat = heatOf([grid(2, 3, [0, 2, 0, 0, 0, 8]), grid(1, 1, [0])]);
    expect(heat).toEqual({
      width: 3,
      height: 2,
      values: Float32Array.of(0, 0.25, 0, 0, 0, 1),
    });
  });

  it('adds coarser maps, enlarged with their centres in place', () => {
    // Two pixels over four: their centres lie at 0.5 and 2.5 of the fine ones.
    const heat = heatOf([grid(1, 4, [0, 0, 0, 0]), grid(1, 2, [0, 4])]);
    expect([...heat.values]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('lets what speaks against a place outweigh what speaks for it', () => {
    const heat = heatOf([grid(1, 2, [3, 1]), grid(1, 1, [-2])]);
    expect([...heat.values]).toEqual([1, 0]);
  });

  it('is 0 everywhere where nothing speaks for the artist', () => {
    expect([...heatOf([grid(1, 2, [-3, -1])]).values]).toEqual([0, 0]);
    expect([...heatOf([grid(1, 2, [0, 0])]).values]).toEqual([0, 0]);
  });
});
