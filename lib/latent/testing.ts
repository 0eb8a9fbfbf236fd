/** What the tests of this folder share: a model, and arbitrary canonical points of it. */
import fc from 'fast-check';

import type { Arithmetic } from './arithmetic';
import { createMix } from './mix';
import type { LatentPoint, Mix, ModelFacts, Shifts } from './point';
import { createShifts, withShifts } from './shifts';
import { LEG_SECONDS, type Walk } from './walk';

export const CLASSES = Array.from({ length: 24 }, (_, i) => `painter-${i}`);

export const FACTS: ModelFacts = {
  id: 'landscapes-64',
  version: 3,
  latentDim: 100,
  classIds: CLASSES,
  othersId: 'others',
  directionIds: ['light-01ab', 'sky-cd23', 'warmth-4f00'],
};

/** The smallest of models: few dimensions, no classes. */
export const PLAIN: ModelFacts = { id: 'plain', version: 1, latentDim: 5, classIds: [] };

export const CATALOGUE: readonly ModelFacts[] = [FACTS, PLAIN];

export const anySeed = fc.integer({ min: 0, max: 0xffffffff });

/** Canonical mixes of one to eight classes, the others among them. */
export const anyMix: fc.Arbitrary<Mix> = mixesOf([...CLASSES, 'others'], 8);

export function mixesOf(classIds: readonly string[], maxClasses: number): fc.Arbitrary<Mix> {
  if (classIds.length === 0) return fc.constant([]);
  return fc
    .uniqueArray(
      fc.record({
        classId: fc.constantFrom(...classIds),
        weight: fc.integer({ min: 1, max: 1000 }),
      }),
      { minLength: 1, maxLength: maxClasses, selector: (entry) => entry.classId },
    )
    .map(createMix);
}

/** Canonical vectors over the whole grid. */
export function anyVector(dim: number): fc.Arbitrary<number[]> {
  return fc.array(
    fc.integer({ min: -511, max: 511 }).map((steps) => steps / 64),
    { minLength: dim, maxLength: dim },
  );
}

/** Shifts of a point, canonical; often none. */
function anyShifts({ directionIds = [] }: ModelFacts): fc.Arbitrary<Shifts> {
  return fc
    .subarray([...directionIds])
    .chain((ids) =>
      fc
        .tuple(...ids.map(() => fc.integer({ min: -60, max: 60 })))
        .map((steps) =>
          createShifts(ids.map((directionId, i) => ({ directionId, amount: steps[i]! / 20 }))),
        ),
    );
}

export function anyPoint(facts: ModelFacts, maxClasses = 8): fc.Arbitrary<LatentPoint> {
  const plain = fc.record({
    model: fc.constant(facts.id),
    source: fc.oneof(
      fc.record({ kind: fc.constant('seed' as const), seed: anySeed }),
      fc.record({ kind: fc.constant('vector' as const), z: anyVector(facts.latentDim) }),
    ),
    mix: mixesOf(facts.classIds, maxClasses),
    psi: fc.integer({ min: 0, max: 150 }).map((n) => n / 100),
  });
  return fc.tuple(plain, anyShifts(facts)).map(([point, shifts]) => withShifts(point, shifts));
}

export function anyWalk(facts: ModelFacts, maxKeyframes = 6): fc.Arbitrary<Walk> {
  return fc.record({
    model: fc.constant(facts.id),
    keyframes: fc.array(
      fc.record({
        point: anyPoint(facts),
        seconds: fc
          .integer({ min: LEG_SECONDS.min * 100, max: LEG_SECONDS.max * 100 })
          .map((n) => n / 100),
      }),
      { minLength: 1, maxLength: maxKeyframes },
    ),
    interpolation: fc.constantFrom('slerp' as const, 'spline' as const),
    loop: fc.boolean(),
  });
}

export function anyArithmetic(facts: ModelFacts): fc.Arbitrary<Arithmetic> {
  const tile = fc.array(anyPoint(facts), { maxLength: 3 });
  return fc
    .record({ a: tile, b: tile, c: tile })
    .filter(({ a, b, c }) => a.length + b.length + c.length > 0);
}
