/** The models that the tested build serves, and points of theirs. */
import { readFileSync } from 'node:fs';

import { isLearned } from '@/lib/latent/classes';
import { encodePoint } from '@/lib/latent/codec';
import { createMix } from '@/lib/latent/mix';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { modelIndexSchema } from '@/models/card';
import { factsOf } from '@/models/facts';

// Not models/registry: the test runner cannot import JSON on every Node that must do.
const file = new URL('../../../public/models/index.json', import.meta.url);
const index = modelIndexSchema
  .parse(JSON.parse(readFileSync(file, 'utf8')))
  .filter((entry) => entry.kind === 'generator');

/** What links are read and written with. */
export const catalogue: readonly ModelFacts[] = index.map(factsOf);

/** Another model, if more than one is served. */
export const otherFacts = catalogue[1];

/** The model that the app opens with, and its artists. */
export const facts = catalogue[0]!;
export const artists = index[0]!.classes.filter(isLearned);
/** Of the first model: what it knows without a name. */
export const others = index[0]!.classes.find((one) => !isLearned(one))!;
/** Side of its pictures in pixels. */
export const resolution = index[0]!.resolution;

/** A point of the other model, by its first artist alone. */
export function otherPointOf(seed: number): LatentPoint {
  const mix = createMix(
    (otherFacts?.classIds ?? []).slice(0, 1).map((classId) => ({ classId, weight: 1 })),
  );
  return { model: otherFacts?.id ?? '', source: { kind: 'seed', seed }, mix, psi: 0.9 };
}

/** A point of the first model; without weights it is by the first artist alone. */
export function pointOf(seed: number, weights: Readonly<Record<string, number>> = {}): LatentPoint {
  const given = Object.entries(weights).map(([classId, weight]) => ({ classId, weight }));
  const mix = given.length > 0 ? given : [{ classId: artists[0]!.id, weight: 1 }];
  return { model: facts.id, source: { kind: 'seed', seed }, mix: createMix(mix), psi: 0.9 };
}

export const codeOf = (point: LatentPoint): string => encodePoint(point, catalogue);
