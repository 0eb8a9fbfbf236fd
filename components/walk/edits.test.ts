import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import type { LatentPoint } from '@/lib/latent/point';
import { MAX_KEYFRAMES, type Walk } from '@/lib/latent/walk';

import {
  addKeyframe,
  beginWith,
  commonLeg,
  DEFAULT_LEG_SECONDS,
  duplicateKeyframe,
  isOfOtherModel,
  moveKeyframe,
  putBack,
  removeKeyframe,
  setAllLegs,
  setLeg,
} from './edits';

const point = (seed: number, model = 'm'): LatentPoint => ({
  model,
  source: { kind: 'seed', seed },
  mix: [],
  psi: 1,
});
const walkOf = (...seconds: number[]): Walk => ({
  model: 'm',
  keyframes: seconds.map((s, seed) => ({ point: point(seed), seconds: s })),
  interpolation: 'slerp',
  loop: false,
});
const seeds = (walk: Walk) =>
  walk.keyframes.map((k) => (k.point.source.kind === 'seed' ? k.point.source.seed : -1));
const legs = (walk: Walk) => walk.keyframes.map((k) => k.seconds);

describe('changing a walk', () => {
  it('adds pictures at the end or in between, with the time of the leg before', () => {
    expect(seeds(addKeyframe(walkOf(2, 5), point(9)))).toEqual([0, 1, 9]);
    expect(legs(addKeyframe(walkOf(2, 5), point(9)))).toEqual([2, 5, 5]);
    expect(seeds(addKeyframe(walkOf(2, 5), point(9), 1))).toEqual([0, 9, 1]);
    expect(seeds(duplicateKeyframe(walkOf(2, 5), 0))).toEqual([0, 0, 1]);
  });

  it('begins an empty walk with any model, and then stays with it', () => {
    const begun = addKeyframe({ ...walkOf(), model: 'm' }, point(3, 'other'));
    expect(begun.model).toBe('other');
    expect(legs(begun)).toEqual([DEFAULT_LEG_SECONDS]);
    expect(() => addKeyframe(begun, point(4, 'm'))).toThrow(SfumatoError);
  });

  it('begins anew with a picture of another model, and keeps the way it goes', () => {
    const walk = { ...walkOf(2, 5), loop: true };
    expect(isOfOtherModel(walk, point(9))).toBe(false);
    expect(isOfOtherModel(walk, point(9, 'other'))).toBe(true);
    expect(isOfOtherModel(walkOf(), point(9, 'other'))).toBe(false);
    expect(beginWith(walk, point(9, 'other'))).toEqual({
      model: 'other',
      keyframes: [{ point: point(9, 'other'), seconds: DEFAULT_LEG_SECONDS }],
      interpolation: 'slerp',
      loop: true,
    });
  });

  it('puts back what was taken out, whatever was done since', () => {
    const walk = walkOf(1, 2, 3);
    const taken = walk.keyframes[1]!;
    expect(putBack(removeKeyframe(walk, 1), taken, 1)).toEqual(walk);
    const since = setLeg(removeKeyframe(walk, 1), 0, 9);
    expect(legs(putBack(since, taken, 1))).toEqual([9, 2, 3]);
    expect(seeds(putBack(walkOf(1), taken, 2))).toEqual([0, 1]);
    expect(putBack(walkOf(), taken, 2).keyframes).toEqual([taken]);
    const elsewhere = beginWith(walk, point(9, 'other'));
    expect(() => putBack(elsewhere, taken, 1)).toThrow(/another model/);
  });

  it('does not grow beyond what a link holds', () => {
    const full = walkOf(...Array.from({ length: MAX_KEYFRAMES }, () => 1));
    expect(() => addKeyframe(full, point(9))).toThrow(/at most 64/);
  });

  it('moves and takes out pictures together with their legs', () => {
    expect(seeds(moveKeyframe(walkOf(1, 2, 3, 4), 0, 2))).toEqual([1, 2, 0, 3]);
    expect(legs(moveKeyframe(walkOf(1, 2, 3, 4), 3, 0))).toEqual([4, 1, 2, 3]);
    expect(seeds(moveKeyframe(walkOf(1, 2, 3), 1, 99))).toEqual([0, 2, 1]);
    const walk = walkOf(1, 2);
    expect(moveKeyframe(walk, 0, -5)).toBe(walk);
    expect(seeds(removeKeyframe(walkOf(1, 2, 3), 1))).toEqual([0, 2]);
  });

  it('keeps times in the range of links', () => {
    expect(legs(setLeg(walkOf(1, 2), 1, 0))).toEqual([1, 0.1]);
    expect(legs(setAllLegs(walkOf(1, 2, 3), 2.504))).toEqual([2.5, 2.5, 2.5]);
  });

  it('knows whether all legs that count take the same time', () => {
    expect(commonLeg(walkOf(2, 2, 7))).toBe(2);
    expect(commonLeg({ ...walkOf(2, 2, 7), loop: true })).toBeUndefined();
    expect(commonLeg(walkOf())).toBeUndefined();
  });
});
