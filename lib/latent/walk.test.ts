import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { interpolatePoints, randomPoint } from './blend';
import { assertCanonical } from './canonical';
import { mixOf } from './mix';
import type { LatentPoint } from './point';
import { vectorOf } from './resolve';
import { combine, norm } from './sphere';
import { anyWalk, FACTS } from './testing';
import {
  INTERPOLATIONS,
  keyframeTimes,
  pointAt,
  roundLegSeconds,
  walkDuration,
  type Walk,
} from './walk';

const SECONDS = [1, 0.1, 0.2, 2.3];
const WALK: Walk = {
  model: FACTS.id,
  keyframes: SECONDS.map((seconds, i) => ({ point: randomPoint(i, FACTS), seconds })),
  interpolation: 'spline',
  loop: false,
};
const jump = (a: LatentPoint, b: LatentPoint) =>
  norm(combine(1, vectorOf(a, FACTS), -1, vectorOf(b, FACTS)));

describe('walkDuration', () => {
  it('leaves out the last leg unless the walk loops', () => {
    expect(walkDuration(WALK)).toBeCloseTo(1.3, 12);
    expect(walkDuration({ ...WALK, loop: true })).toBeCloseTo(3.6, 12);
  });

  it('is 0 for one keyframe or none', () => {
    expect(walkDuration({ ...WALK, keyframes: [], loop: true })).toBe(0);
    expect(walkDuration({ ...WALK, keyframes: WALK.keyframes.slice(0, 1), loop: true })).toBe(0);
  });
});

describe('pointAt', () => {
  const variants = INTERPOLATIONS.flatMap((interpolation) =>
    [false, true].map((loop): Walk => ({ ...WALK, interpolation, loop })),
  );

  it.each(variants)('is the very keyframe at its time ($interpolation, loop $loop)', (walk) => {
    keyframeTimes(walk).forEach((time, i) => {
      expect(pointAt(walk, time, FACTS)).toBe(walk.keyframes[i]!.point);
    });
  });

  it.each(variants)('moves without jumps ($interpolation, loop $loop)', (walk) => {
    const step = 0.002;
    const times = Array.from({ length: Math.ceil(walkDuration(walk) / step) }, (_, i) => i * step);
    const points = [...times.map((time) => pointAt(walk, time, FACTS)), pointAt(walk, 99, FACTS)];
    // At most 13 units of length in 0.1 s, ×3 for the spline's fastest part; the grid adds 0.1.
    for (let i = 1; i < times.length; i++) {
      expect(jump(points[i - 1]!, points[i]!)).toBeLessThan(0.9);
    }
  });

  it('rests at the ends', () => {
    expect(pointAt(WALK, -5, FACTS)).toBe(WALK.keyframes[0]!.point);
    expect(pointAt(WALK, 99, FACTS)).toBe(WALK.keyframes[3]!.point);
  });

  it('goes round and round in a loop, backwards in time, too', () => {
    const walk = { ...WALK, loop: true };
    const duration = walkDuration(walk);
    const point = pointAt(walk, 0.5, FACTS);
    expect(pointAt(walk, duration, FACTS)).toBe(walk.keyframes[0]!.point);
    expect(pointAt(walk, 0.5 + duration, FACTS)).toEqual(point);
    expect(pointAt(walk, 0.5 - duration, FACTS)).toEqual(point);
    expect(jump(pointAt(walk, duration - 1e-4, FACTS), walk.keyframes[0]!.point)).toBeLessThan(0.2);
  });

  it('goes by slerp from keyframe to keyframe when asked to', () => {
    const [a, b] = [WALK.keyframes[0]!.point, WALK.keyframes[1]!.point];
    expect(pointAt({ ...WALK, interpolation: 'slerp' }, 0.25, FACTS)).toEqual(
      interpolatePoints(a, b, 0.25, FACTS),
    );
  });

  it('gives a spline’s mix and truncation linearly', () => {
    const [first, second, ...others] = WALK.keyframes;
    const walk: Walk = {
      ...WALK,
      keyframes: [
        { ...first!, point: { ...first!.point, mix: mixOf('painter-1'), psi: 0.2 } },
        { ...second!, point: { ...second!.point, mix: mixOf('painter-2'), psi: 1.2 } },
        ...others,
      ],
    };
    const point = pointAt(walk, 0.3, FACTS);
    expect(point.psi).toBe(0.5);
    expect(point.mix).toEqual([
      { classId: 'painter-1', weight: 0.7 },
      { classId: 'painter-2', weight: 0.3 },
    ]);
  });

  it('is canonical for any walk at any time', () => {
    fc.assert(
      fc.property(anyWalk(FACTS), fc.double({ noNaN: false }), fc.double(), (walk, wild, share) => {
        assertCanonical(pointAt(walk, wild, FACTS));
        assertCanonical(pointAt(walk, (share % 1) * walkDuration(walk), FACTS));
      }),
    );
  });

  it('of a single keyframe is that keyframe', () => {
    const walk = { ...WALK, keyframes: WALK.keyframes.slice(0, 1), loop: true };
    expect(pointAt(walk, 7, FACTS)).toBe(WALK.keyframes[0]!.point);
  });

  it.each([
    ['an empty walk', { keyframes: [] }],
    ['a leg of no length', { keyframes: [{ ...WALK.keyframes[0]!, seconds: 0 }] }],
    [
      'another model',
      {
        keyframes: [{ ...WALK.keyframes[0]!, point: { ...WALK.keyframes[0]!.point, model: 'x' } }],
      },
    ],
  ] as [string, Partial<Walk>][])('refuses %s', (_, change) => {
    expect(() => pointAt({ ...WALK, ...change }, 0, FACTS)).toThrow(SfumatoError);
  });
});

describe('roundLegSeconds', () => {
  it('gives hundredths from 0.1 to 600', () => {
    expect([0, 1.234, 1e9, 0.1].map(roundLegSeconds)).toEqual([0.1, 1.23, 600, 0.1]);
    expect(() => roundLegSeconds(NaN)).toThrow(SfumatoError);
  });
});
