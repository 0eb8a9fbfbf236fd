/** Which pictures a generator is asked for when it is measured. */
import { createRandom, type Random } from '@/lib/latent/random';
import { mixOf, createMix } from '@/lib/latent/mix';
import type { LatentPoint, Mix } from '@/lib/latent/point';
import type { GeneratorCard } from '@/models/card';

import { weightedPicker } from '../data/sampler';

/** Another stream than the vectors' own, so that classes and vectors are independent. */
const CLASS_STREAM = 0x636c6173;

export interface WantedPicture {
  readonly point: LatentPoint;
  /** Undefined for a model without classes. */
  readonly classId: string | undefined;
}

/** Draws classes as often as training had pictures of them. */
export function classPicker(
  { classes }: Pick<GeneratorCard, 'classes'>,
  random: Random,
): () => string | undefined {
  if (classes.length === 0) return () => undefined;
  const pick = weightedPicker(classes.map(({ count }) => count));
  return () => classes[pick(random.uniform())]!.id;
}

export const mixFor = (classId: string | undefined): Mix =>
  classId === undefined ? [] : mixOf(classId);

/** `count` pictures of single classes, as frequent as in training; seeds count up from `seed`. */
export function wantedPictures(
  card: Pick<GeneratorCard, 'id' | 'classes'>,
  { count, seed, psi }: { count: number; seed: number; psi: number },
): WantedPicture[] {
  const next = classPicker(card, createRandom(seed ^ CLASS_STREAM));
  return Array.from({ length: count }, (_, i) => {
    const classId = next();
    const source = { kind: 'seed', seed: (seed + i) >>> 0 } as const;
    return { classId, point: { model: card.id, source, mix: mixFor(classId), psi } };
  });
}

/** Weights of the first class along a blend: 0, 0.1 … 1. */
export const BLEND_WEIGHTS: readonly number[] = Array.from({ length: 11 }, (_, i) => i / 10);

/** One walk from the second class to the first, always with the same vector. */
export function blendWalk(
  model: string,
  [first, second]: readonly [string, string],
  seed: number,
  psi: number,
): LatentPoint[] {
  return BLEND_WEIGHTS.map((weight) => ({
    ...{ model, psi, source: { kind: 'seed', seed } as const },
    mix: createMix(
      [
        { classId: first, weight },
        { classId: second, weight: 1 - weight },
      ].filter((entry) => entry.weight > 0),
    ),
  }));
}
