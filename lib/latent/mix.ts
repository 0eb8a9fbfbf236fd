import { SfumatoError } from '@/lib/errors';

import type { Mix, MixEntry, ModelFacts } from './point';

/** Weights are multiples of 1/1000: exact to type (70 / 30), short in a link. */
export const WEIGHT_STEPS = 1000;

/**
 * Most classes in one mix. More than a handful of painters look like none of
 * them, and a bound keeps links short and hostile links harmless.
 */
export const MAX_MIX_CLASSES = 8;

/**
 * The canonical mix of any non-negative weights: they are scaled to a sum of 1
 * and rounded to multiples of 1/1000 such that they still sum to 1; entries of
 * one class are added up; entries that round to nothing disappear; of more than
 * `MAX_MIX_CLASSES` classes the largest stay. The order given is kept.
 *
 * No entries at all give the empty mix (a model without classes).
 * @throws SfumatoError `invalid-point` for negative or non-finite weights, and when all are 0.
 */
export function createMix(entries: readonly MixEntry[]): Mix {
  if (entries.length === 0) return [];
  const shares = new Map<string, number>();
  for (const { classId, weight } of entries) {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new SfumatoError(
        'invalid-point',
        `The weight of "${classId}" must be a number of at least 0.`,
      );
    }
    shares.set(classId, (shares.get(classId) ?? 0) + weight);
  }
  return apportioned(largest([...shares], MAX_MIX_CLASSES), WEIGHT_STEPS);
}

/** What can stand in a mix, in the order of links: the classes and, if there are any, the others. */
export function mixableIds({ classIds, othersId }: ModelFacts): readonly string[] {
  return othersId === undefined ? classIds : [...classIds, othersId];
}

/** The mix that is one class alone. */
export function mixOf(classId: string): Mix {
  return [{ classId, weight: 1 }];
}

/**
 * The linear combination of mixes, in canonical form. Weights of the parts may be
 * negative (A − B + C); classes that end up below 0 are left out and the rest is
 * scaled back to a sum of 1. Classes come in the order in which they first appear.
 * @throws SfumatoError `invalid-point` when nothing positive remains.
 */
export function blendMixes(parts: readonly { readonly mix: Mix; readonly weight: number }[]): Mix {
  const sums = new Map<string, number>();
  for (const { mix, weight } of parts) {
    for (const entry of mix) {
      sums.set(entry.classId, (sums.get(entry.classId) ?? 0) + weight * entry.weight);
    }
  }
  return createMix(
    [...sums].map(([classId, weight]) => ({ classId, weight: weight < 0 ? 0 : weight })),
  );
}

/** The `count` pairs of greatest share, in their old order; of equals the earlier. */
function largest(shares: [string, number][], count: number): [string, number][] {
  if (shares.length <= count) return shares;
  const kept = new Set([...shares].sort((a, b) => b[1] - a[1]).slice(0, count));
  return shares.filter((pair) => kept.has(pair));
}

/**
 * `total` thousandths divided in proportion to the shares by the method of the
 * largest remainder (Hamilton), so that they sum to the total exactly. Of equal
 * remainders the earlier one is rounded up.
 */
function apportioned(shares: readonly [string, number][], total: number): Mix {
  const sum = shares.reduce((s, [, share]) => s + share, 0);
  if (!(sum > 0 && sum < Infinity)) {
    throw new SfumatoError('invalid-point', 'A mix needs at least one class with weight above 0.');
  }
  const parts = shares.map(([classId, share]) => {
    const exact = (share / sum) * total;
    // The tolerance keeps 0.57 · 1000 = 569.9999999999999 at 570, so that canonical mixes stay put.
    const steps = Math.floor(exact + 1e-9);
    return { classId, steps, remainder: exact - steps };
  });
  let missing = total - parts.reduce((s, part) => s + part.steps, 0);
  for (const part of [...parts].sort((a, b) => b.remainder - a.remainder)) {
    if (missing <= 0) break;
    part.steps++;
    missing--;
  }
  return parts
    .filter((part) => part.steps > 0)
    .map(({ classId, steps }) => ({ classId, weight: steps / WEIGHT_STEPS }));
}
