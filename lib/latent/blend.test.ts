import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { interpolatePoints, randomPoint, samePoint, variations } from './blend';
import { assertCanonical } from './canonical';
import { createMix, mixOf } from './mix';
import type { LatentPoint } from './point';
import { vectorOf } from './resolve';
import { angleBetween, directionOf, norm } from './sphere';
import { anyPoint, anySeed, FACTS, PLAIN } from './testing';

const angle = (a: LatentPoint, b: LatentPoint) =>
  angleBetween(directionOf(vectorOf(a, FACTS)), directionOf(vectorOf(b, FACTS)));

describe('interpolatePoints', () => {
  const a: LatentPoint = { ...randomPoint(1, FACTS), mix: mixOf('painter-1'), psi: 0.5 };
  const b: LatentPoint = { ...randomPoint(2, FACTS), mix: mixOf('painter-2'), psi: 1 };

  it('returns the very ends', () => {
    expect(interpolatePoints(a, b, 0, FACTS)).toBe(a);
    expect(interpolatePoints(a, b, -1, FACTS)).toBe(a);
    expect(interpolatePoints(a, b, 1, FACTS)).toBe(b);
    expect(interpolatePoints(a, b, 2, FACTS)).toBe(b);
  });

  it('moves vector, mix and truncation together', () => {
    const point = interpolatePoints(a, b, 0.25, FACTS);
    expect(point.mix).toEqual([
      { classId: 'painter-1', weight: 0.75 },
      { classId: 'painter-2', weight: 0.25 },
    ]);
    expect(point.psi).toBe(0.63);
    expect(angle(a, point) / angle(a, b)).toBeCloseTo(0.25, 2);
  });

  it('gives canonical points only', () => {
    const anyPair = fc.tuple(anyPoint(FACTS), anyPoint(FACTS));
    fc.assert(
      fc.property(anyPair, fc.double({ min: 0, max: 1, noNaN: true }), ([from, to], t) => {
        assertCanonical(interpolatePoints(from, to, t, FACTS));
      }),
    );
  });

  it('keeps the seed where both ends have the same', () => {
    const point = interpolatePoints(a, { ...b, source: { ...a.source } }, 0.5, FACTS);
    expect(point.source).toEqual(a.source);
    expect(point.mix).toHaveLength(2);
  });

  it('refuses points of another model, at the ends, too', () => {
    const stranger = randomPoint(1, PLAIN);
    for (const t of [0, 0.5, 1]) {
      expect(() => interpolatePoints(a, stranger, t, FACTS)).toThrow(SfumatoError);
    }
  });
});

describe('variations', () => {
  const parent: LatentPoint = {
    ...randomPoint(5, FACTS),
    mix: createMix([
      { classId: 'painter-3', weight: 0.999 },
      { classId: 'painter-4', weight: 0.001 },
    ]),
  };

  it('are the same for the same seed, others for another', () => {
    const options = { amount: 0.4, count: 9, seed: 12 };
    const children = variations(parent, options, FACTS);
    expect(variations(parent, options, FACTS)).toEqual(children);
    expect(variations(parent, { ...options, seed: 13 }, FACTS)[0]).not.toEqual(children[0]);
    expect(variations(parent, { ...options, count: 3 }, FACTS)).toEqual(children.slice(0, 3));
  });

  it.each([0.05, 0.3, 0.7, 1])('at amount %d stand at that part of a right angle', (amount) => {
    for (const child of variations(parent, { amount, count: 9, seed: 1 }, FACTS)) {
      expect(angle(parent, child) / (Math.PI / 2)).toBeCloseTo(amount, 2);
    }
  });

  it('differ from each other as much as from their parent', () => {
    const children = variations(parent, { amount: 0.5, count: 9, seed: 3 }, FACTS);
    children.forEach((child, i) => {
      for (const other of children.slice(i + 1)) {
        expect(angle(child, other)).toBeGreaterThan(0.5 * angle(parent, child));
      }
    });
  });

  it('at amount 0 are the parent', () => {
    expect(variations(parent, { amount: 0, count: 2, seed: 1 }, FACTS)).toEqual([parent, parent]);
  });

  it('keep the length of a Gaussian', () => {
    for (const child of variations(parent, { amount: 0.6, count: 9, seed: 4 }, FACTS)) {
      expect(Math.abs(norm(vectorOf(child, FACTS)) / 10 - 1)).toBeLessThan(0.25);
    }
  });

  it('are canonical and keep classes and truncation', () => {
    fc.assert(
      fc.property(
        anyPoint(FACTS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        anySeed,
        (point, amount, seed) => {
          for (const child of variations(point, { amount, count: 2, seed }, FACTS)) {
            assertCanonical(child);
            expect(child.mix.map((entry) => entry.classId)).toEqual(
              point.mix.map((entry) => entry.classId),
            );
            expect(child.psi).toBe(point.psi);
          }
        },
      ),
    );
  });

  it.each([
    { amount: -0.1, count: 1 },
    { amount: NaN, count: 1 },
    { amount: 0.5, count: 1.5 },
    { amount: 0.5, count: 1e9 },
  ])('refuse amount $amount, count $count', (options) => {
    expect(() => variations(parent, { ...options, seed: 1 }, FACTS)).toThrow(SfumatoError);
  });
});

describe('randomPoint', () => {
  const rolls = Array.from({ length: 3000 }, (_, seed) => randomPoint(seed, FACTS));

  it('is the same for the same seed, on every machine', () => {
    expect(randomPoint(2, FACTS)).toEqual({
      model: 'landscapes-64',
      source: { kind: 'seed', seed: 2 },
      mix: [
        { classId: 'painter-0', weight: 0.6 },
        { classId: 'painter-21', weight: 0.3 },
        { classId: 'painter-8', weight: 0.1 },
      ],
      psi: 0.8,
    });
  });

  it('is canonical, with the seed as its vector', () => {
    rolls.forEach((point, seed) => {
      assertCanonical(point);
      expect(point.source).toEqual({ kind: 'seed', seed });
    });
  });

  it('has one class most often, two often, three sometimes', () => {
    const shares = [1, 2, 3].map((n) => rolls.filter((p) => p.mix.length === n).length / 3000);
    [0.5, 0.35, 0.15].forEach((expected, i) => expect(shares[i]).toBeCloseTo(expected, 1));
  });

  it('rolls every class', () => {
    const rolled = new Set(rolls.flatMap((point) => point.mix.map((entry) => entry.classId)));
    expect(rolled.size).toBe(FACTS.classIds.length);
  });

  it('has weights of at least 10 % in steps of 5 %, the greatest first', () => {
    for (const { mix } of rolls) {
      const weights = mix.map((entry) => Math.round(entry.weight * 1000));
      expect(weights.every((weight) => weight % 50 === 0 && weight >= 100)).toBe(true);
      expect(weights).toEqual([...weights].sort((x, y) => y - x));
    }
  });

  it('begins with what is to be seen, where some classes say that', () => {
    const subjectIds = FACTS.classIds.slice(3, 6);
    const subjects = new Set<string>();
    for (let seed = 0; seed < 300; seed++) {
      const { mix } = randomPoint(seed, { ...FACTS, subjectIds });
      const [first, ...others] = mix.map(({ classId }) => classId);
      subjects.add(first!);
      expect(others.length).toBeGreaterThan(0);
      expect(others.some((id) => subjectIds.includes(id))).toBe(false);
      expect(mix[0]!.weight).toBe(Math.max(...mix.map(({ weight }) => weight)));
    }
    expect([...subjects].sort()).toEqual([...subjectIds].sort());
  });

  it('needs no classes', () => {
    expect(randomPoint(3, PLAIN).mix).toEqual([]);
    const single = { ...FACTS, classIds: ['only'] };
    expect(rolls.map((_, seed) => randomPoint(seed, single).mix.length)).toEqual(
      rolls.map(() => 1),
    );
  });

  it.each([-1, 0.5, 2 ** 32, NaN])('refuses the seed %d', (seed) => {
    expect(() => randomPoint(seed, FACTS)).toThrow(SfumatoError);
  });
});

describe('samePoint', () => {
  it('holds for equal points, whatever the order of the mix', () => {
    fc.assert(
      fc.property(anyPoint(FACTS), (point) => {
        const copy = structuredClone(point);
        expect(samePoint(point, { ...copy, mix: [...copy.mix].reverse() })).toBe(true);
      }),
    );
  });

  it('tells apart whatever changes the picture', () => {
    const point: LatentPoint = {
      model: 'plain',
      source: { kind: 'vector', z: [1, 2, 3, 4, 5] },
      mix: createMix([
        { classId: 'a', weight: 0.6 },
        { classId: 'b', weight: 0.4 },
      ]),
      psi: 1,
    };
    const others: Partial<LatentPoint>[] = [
      { model: 'other' },
      { psi: 0.99 },
      { source: { kind: 'vector', z: [1, 2, 3, 4, 6] } },
      { source: { kind: 'vector', z: [1, 2, 3, 4] } },
      { source: { kind: 'seed', seed: 1 } },
      { mix: mixOf('a') },
      { mix: point.mix.map((entry) => ({ ...entry, weight: 0.5 })) },
      { mix: point.mix.map((entry, i) => (i ? { ...entry, classId: 'c' } : entry)) },
    ];
    for (const change of others) {
      expect(samePoint(point, { ...point, ...change })).toBe(false);
      expect(samePoint({ ...point, ...change }, point)).toBe(false);
    }
    const seeded: LatentPoint = { ...point, source: { kind: 'seed', seed: 1 } };
    expect(samePoint(seeded, { ...seeded, source: { kind: 'seed', seed: 2 } })).toBe(false);
  });
});
