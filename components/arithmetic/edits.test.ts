import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { MAX_TILE_POINTS, type Arithmetic } from '@/lib/latent/arithmetic';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { vectorOf } from '@/lib/latent/resolve';

import {
  addToTile,
  beginWith,
  isComplete,
  isEmpty,
  isOfOtherModel,
  meanPoint,
  moveToTile,
  removeFromTile,
  swapDifference,
} from './edits';

const facts: ModelFacts = { id: 'm', version: 1, latentDim: 5, classIds: ['ash', 'birch'] };
const point = (seed: number, classId = 'ash', psi = 0.8): LatentPoint => ({
  model: 'm',
  source: { kind: 'seed', seed },
  mix: [{ classId, weight: 1 }],
  psi,
});
const nothing: Arithmetic = { a: [], b: [], c: [] };
const one: Arithmetic = { a: [point(1)], b: [point(2), point(3)], c: [point(4)] };

describe('changing an arithmetic', () => {
  it('puts pictures on tiles, each once', () => {
    const added = addToTile(nothing, 'b', point(1));
    expect(added).toEqual({ a: [], b: [point(1)], c: [] });
    expect(addToTile(added, 'b', { ...point(1) })).toBe(added);
    expect([isEmpty(nothing), isEmpty(added), isComplete(added), isComplete(one)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('moves and takes out pictures', () => {
    expect(moveToTile(one, 'b', 0, 'a')).toEqual({
      a: [point(1), point(2)],
      b: [point(3)],
      c: [point(4)],
    });
    expect(removeFromTile(one, 'b', 1).b).toEqual([point(2)]);
    expect(moveToTile(one, 'b', 9, 'a')).toBe(one);
    expect(swapDifference(one)).toEqual({ a: one.a, b: one.c, c: one.b });
  });

  it('begins anew with a picture of another model', () => {
    const other = { ...point(9), model: 'other' };
    expect(isOfOtherModel(one, point(9))).toBe(false);
    expect(isOfOtherModel(one, other)).toBe(true);
    expect(isOfOtherModel(nothing, other)).toBe(false);
    expect(beginWith('b', other)).toEqual({ a: [], b: [other], c: [] });
  });

  it('refuses other models and full tiles', () => {
    expect(() => addToTile(one, 'c', { ...point(9), model: 'other' })).toThrow(SfumatoError);
    let full = nothing;
    for (let i = 0; i < MAX_TILE_POINTS; i++) full = addToTile(full, 'a', point(i));
    expect(() => addToTile(full, 'a', point(99))).toThrow(/at most 8/);
  });
});

describe('what a tile stands for', () => {
  it('is its only picture itself', () => {
    expect(meanPoint([], facts)).toBeUndefined();
    expect(meanPoint(one.a, facts)).toBe(one.a[0]);
  });

  it('is the mean of several in vector, mix and variety', () => {
    const pair = [point(2, 'ash', 0.6), point(3, 'birch', 1)];
    const mean = meanPoint(pair, facts)!;
    expect(mean.mix).toEqual([
      { classId: 'ash', weight: 0.5 },
      { classId: 'birch', weight: 0.5 },
    ]);
    expect(mean.psi).toBe(0.8);
    // The direction of the plain mean, at the mean of the two lengths; on a grid of 1/64.
    const [u, v] = pair.map((p) => [...vectorOf(p, facts)]) as [number[], number[]];
    const length = (x: number[]) => Math.hypot(...x);
    const sum = u.map((x, i) => x + v[i]!);
    const scale = (length(u) + length(v)) / 2 / length(sum);
    [...vectorOf(mean, facts)].forEach((x, i) =>
      expect(Math.abs(x - sum[i]! * scale)).toBeLessThan(1 / 127),
    );
  });
});
