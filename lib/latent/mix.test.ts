import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { blendMixes, createMix, MAX_MIX_CLASSES, mixOf } from './mix';
import type { Mix } from './point';
import { anyMix, CLASSES } from './testing';

const perMille = (mix: Mix) => mix.map((entry) => Math.round(entry.weight * 1000));
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

const anyEntries = fc.array(
  fc.record({
    classId: fc.constantFrom(...CLASSES),
    weight: fc.oneof(fc.double({ min: 0, max: 10, noNaN: true }), fc.constantFrom(0, 1e-9, 1e9)),
  }),
  { minLength: 1, maxLength: 20 },
);

function expectCanonical(mix: Mix) {
  expect(sum(perMille(mix))).toBe(1000);
  expect(perMille(mix).map((n) => n / 1000)).toEqual(mix.map((entry) => entry.weight));
  expect(Math.min(...perMille(mix))).toBeGreaterThan(0);
  expect(new Set(mix.map((entry) => entry.classId)).size).toBe(mix.length);
  expect(mix.length).toBeLessThanOrEqual(MAX_MIX_CLASSES);
}

describe('createMix', () => {
  it('scales to a sum of 1', () => {
    expect(
      createMix([
        { classId: 'a', weight: 7 },
        { classId: 'b', weight: 3 },
      ]),
    ).toEqual([
      { classId: 'a', weight: 0.7 },
      { classId: 'b', weight: 0.3 },
    ]);
  });

  it('rounds thirds so that they still sum to 1', () => {
    const thirds = ['a', 'b', 'c'].map((classId) => ({ classId, weight: 1 }));
    expect(perMille(createMix(thirds))).toEqual([334, 333, 333]);
  });

  it('adds up a class that comes twice and leaves out zeros', () => {
    const mix = createMix([
      { classId: 'a', weight: 1 },
      { classId: 'b', weight: 0 },
      { classId: 'c', weight: 2 },
      { classId: 'a', weight: 1 },
    ]);
    expect(mix).toEqual([
      { classId: 'a', weight: 0.5 },
      { classId: 'c', weight: 0.5 },
    ]);
  });

  it('keeps the largest of too many classes, in the order given', () => {
    const mix = createMix(
      Array.from({ length: 10 }, (_, i) => ({ classId: `c${i}`, weight: i + 1 })),
    );
    expect(mix.map((entry) => entry.classId)).toEqual(
      Array.from({ length: MAX_MIX_CLASSES }, (_, i) => `c${i + 2}`),
    );
    expectCanonical(mix);
  });

  it('is canonical for any weights, and rounds none by a whole thousandth', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        fc.pre(entries.some((entry) => entry.weight > 0));
        const mix = createMix(entries);
        expectCanonical(mix);
        const classes = new Set(entries.filter((e) => e.weight > 0).map((e) => e.classId));
        if (classes.size > MAX_MIX_CLASSES) return;
        const total = sum(entries.map((entry) => entry.weight));
        for (const { classId, weight } of mix) {
          const given = sum(entries.filter((e) => e.classId === classId).map((e) => e.weight));
          expect(Math.abs(weight - given / total)).toBeLessThan(0.001 + 1e-9);
        }
      }),
    );
  });

  it('leaves canonical mixes as they are', () => {
    fc.assert(
      fc.property(anyMix, (mix) => {
        expect(createMix(mix)).toEqual(mix);
      }),
    );
  });

  it('is empty for a model without classes', () => {
    expect(createMix([])).toEqual([]);
  });

  it.each([-0.1, NaN, Infinity])('refuses the weight %d', (weight) => {
    expect(() => createMix([{ classId: 'a', weight }])).toThrow(SfumatoError);
  });

  it('refuses weights that are all 0', () => {
    expect(() => createMix([{ classId: 'a', weight: 0 }])).toThrow(SfumatoError);
  });
});

describe('blendMixes', () => {
  it('combines linearly', () => {
    const blend = blendMixes([
      { mix: mixOf('a'), weight: 0.25 },
      {
        mix: createMix([
          { classId: 'a', weight: 0.2 },
          { classId: 'b', weight: 0.8 },
        ]),
        weight: 0.75,
      },
    ]);
    expect(blend).toEqual([
      { classId: 'a', weight: 0.4 },
      { classId: 'b', weight: 0.6 },
    ]);
  });

  it('cuts off what falls below 0 and scales the rest', () => {
    const blend = blendMixes([
      { mix: mixOf('a'), weight: 1 },
      { mix: mixOf('b'), weight: -1 },
      { mix: mixOf('c'), weight: 1 },
    ]);
    expect(blend).toEqual([
      { classId: 'a', weight: 0.5 },
      { classId: 'c', weight: 0.5 },
    ]);
  });

  it('of one mix is that mix', () => {
    fc.assert(
      fc.property(anyMix, (mix) => {
        expect(blendMixes([{ mix, weight: 1 }])).toEqual(mix);
      }),
    );
  });

  it('of mixes without classes has none', () => {
    expect(
      blendMixes([
        { mix: [], weight: 1 },
        { mix: [], weight: 2 },
      ]),
    ).toEqual([]);
  });
});
