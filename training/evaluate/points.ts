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
  /** Undefined for a picture that is asked for without a class. */
  readonly classId: string | undefined;
}

type Asked = Pick<GeneratorCard, 'classes' | 'data'>;

/**
 * Draws classes as often as training had pictures of them, and none (undefined) as often as
 * it had pictures without one.
 */
export function classPicker(card: Asked, random: Random): () => string | undefined {
  const { classes } = card;
  if (classes.length === 0) return () => undefined;
  const pick = weightedPicker([...classes.map(({ count }) => count), withoutClass(card)]);
  return () => classes[pick(random.uniform())]?.id;
}

/**
 * Pictures of training that belong to no class. Where a picture can be in several (artists
 * and styles) that cannot be told from the counts: 0.
 */
export function withoutClass({ classes, data }: Asked): number {
  const inOne = classes.reduce((sum, { count }) => sum + count, 0);
  const kinds = new Set(classes.map(({ kind }) => kind));
  return kinds.size === 1 ? Math.max(0, data.pictures - inOne) : 0;
}

export const mixFor = (classId: string | undefined): Mix =>
  classId === undefined ? [] : mixOf(classId);

/** `count` pictures of one class or none, as frequent as in training; seeds count up from `seed`. */
export function wantedPictures(
  card: Asked & Pick<GeneratorCard, 'id'>,
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
