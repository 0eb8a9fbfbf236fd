import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import { farthestFirst } from './farthest';
import { mixDistance, proposeChildren } from './proposals';

const facts: ModelFacts = { id: 'm', version: 1, latentDim: 32, classIds: ['a', 'b', 'c', 'd'] };
const parent: LatentPoint = {
  model: 'm',
  source: { kind: 'seed', seed: 7 },
  mix: [{ classId: 'a', weight: 1 }],
  psi: 0.8,
};
const code = (point: LatentPoint) => encodePoint(point, [facts]);

describe('farthest first', () => {
  const gap = (a: number, b: number) => Math.abs(a - b);

  it('takes what is farthest from all that is there', () => {
    expect(farthestFirst([1, 5, 9, 10], [0], 3, gap)).toEqual([10, 5, 1]);
    expect(farthestFirst([3, 3, 3], [], 2, gap)).toEqual([3]);
    expect(farthestFirst([3], [3], 2, gap)).toEqual([]);
  });

  it('leaves at least half of the distance that the best choice would', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), {
      minLength: 3,
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        distinct,
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 }),
        (all, there) => {
          const apart = (chosen: readonly number[]) =>
            Math.min(
              ...chosen.flatMap((a, i) => [...chosen.slice(0, i), ...there].map((b) => gap(a, b))),
            );
          const taken = farthestFirst(all, there, 3, gap);
          if (taken.length < 3) return;
          let best = 0;
          for (let i = 0; i < all.length; i++)
            for (let k = 0; k < i; k++)
              for (let m = 0; m < k; m++) best = Math.max(best, apart([all[i]!, all[k]!, all[m]!]));
          expect(apart(taken)).toBeGreaterThanOrEqual(best / 2);
        },
      ),
    );
  });
});

describe('children that nobody has tried', () => {
  const options = { count: 8, seed: 3 };

  it('are different points that can be linked to, the same ones every time', () => {
    const children = proposeChildren(parent, [], options, facts);
    expect(new Set(children.map(code)).size).toBe(8);
    expect(children.map(code)).not.toContain(code(parent));
    expect(proposeChildren(parent, [], options, facts)).toEqual(children);
  });

  it('keep away from what has grown already', () => {
    const before = proposeChildren(parent, [], options, facts);
    const after = proposeChildren(parent, before, options, facts).map(code);
    for (const tried of before) expect(after).not.toContain(code(tried));
  });

  it('bring guests into the mix where the model has other artists', () => {
    const mixes = proposeChildren(parent, [], options, facts).map(({ mix }) => mix);
    expect(mixes.some((mix) => mix.length > 1)).toBe(true);
    for (const mix of mixes) expect(mixDistance(mix, parent.mix)).toBeLessThan(0.5);
    const plain = { ...facts, classIds: [] };
    expect(proposeChildren({ ...parent, mix: [] }, [], options, plain)).toHaveLength(8);
  });

  it('measure mixes by what they do not share', () => {
    const half = [
      { classId: 'a', weight: 0.5 },
      { classId: 'b', weight: 0.5 },
    ];
    expect(mixDistance(parent.mix, parent.mix)).toBe(0);
    expect(mixDistance(parent.mix, half)).toBeCloseTo(0.5);
    expect(mixDistance(parent.mix, [{ classId: 'b', weight: 1 }])).toBe(1);
  });
});
