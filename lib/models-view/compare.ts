/** Two models side by side: what both can be asked, and what must not be compared. */
import { classWord, countsInWords, groupsOf, type ClassKind } from '@/lib/latent/classes';
import type { LatentPoint } from '@/lib/latent/point';
import { createMix, mixOf } from '@/lib/latent/mix';
import type { GeneratorCard } from '@/models/card';

import { classesOf, type ShownCard } from './card';
import { metricGroups, type MetricView } from './metrics';
import { list, whole } from './numbers';

/** A painter, style or genre that both know. */
export interface Shared {
  readonly id: string;
  readonly name: string;
  readonly kind: ClassKind;
  /** Pictures of this class that either learned from. */
  readonly counts: readonly [number, number];
}

/** Classes in both: painters first, of every kind those of which both saw most first. */
export function sharedClasses(a: ShownCard, b: ShownCard): Shared[] {
  const other = new Map(classesOf(b).map((one) => [keyOf(one), one]));
  const shared = classesOf(a).flatMap((one) => {
    const also = other.get(keyOf(one));
    const { id, name, kind, count } = one;
    return also ? [{ id, name, kind, counts: [count, also.count] as const }] : [];
  });
  return groupsOf(shared).flatMap(({ classes }) =>
    classes.sort((x, y) => Math.min(...y.counts) - Math.min(...x.counts)),
  );
}

const keyOf = ({ kind, id }: { kind: ClassKind; id: string }) => `${kind} ${id}`;

/** The latent vectors that both are asked for. */
export const SEEDS = [7, 18, 29, 41] as const;
const VARIETY = 0.8;

/** One row of pictures: what is asked for, in words and as points of either model. */
export interface Row {
  readonly label: string;
  readonly a: readonly LatentPoint[];
  readonly b: readonly LatentPoint[];
}

/**
 * The same mixes and seeds in both. Two models without classes are asked for pictures of
 * no painter in particular; nothing can be asked of two that know classes, and none in common.
 */
export function rowsFor(a: GeneratorCard, b: GeneratorCard, shared: readonly Shared[]): Row[] {
  const row = (label: string, weights: Readonly<Record<string, number>>): Row => ({
    label,
    a: pointsOf(a, weights),
    b: pointsOf(b, weights),
  });
  if (isClassless(a) && isClassless(b)) return [row('No painter in particular', {})];
  const [first, second] = shared;
  const rows = shared.slice(0, 5).map(({ id, name }) => row(name, { [id]: 1 }));
  if (first && second) {
    const label = `70 % ${first.name}, 30 % ${second.name}`;
    rows.splice(2, 0, row(label, { [first.id]: 0.7, [second.id]: 0.3 }));
  }
  return rows;
}

const isClassless = ({ classes }: GeneratorCard) => classes.length === 0;

function pointsOf({ id }: GeneratorCard, weights: Readonly<Record<string, number>>): LatentPoint[] {
  const mix = createMix(Object.entries(weights).map(([classId, weight]) => ({ classId, weight })));
  return SEEDS.map((seed) => ({
    model: id,
    source: { kind: 'seed', seed },
    mix,
    psi: VARIETY,
  }));
}

/** Points for the samples of one artist on a generator's own card. */
export function samplesOf(model: string, classId: string | undefined, seeds: readonly number[]) {
  return seeds.map((seed): LatentPoint => ({
    model,
    source: { kind: 'seed', seed },
    mix: classId === undefined ? [] : mixOf(classId),
    psi: VARIETY,
  }));
}

/** A value that both cards have. */
export interface ComparedMetric {
  readonly name: string;
  readonly a: MetricView;
  readonly b: MetricView;
  /** Why one must not be held against the other; undefined where it may. */
  readonly caveat: string | undefined;
}

export function comparedMetrics(a: ShownCard, b: ShownCard): ComparedMetric[] {
  if (a.card.kind !== b.card.kind) return [];
  const views = (shown: ShownCard) => metricGroups(shown).flatMap(({ metrics }) => metrics);
  const other = new Map(views(b).map((view) => [view.metric.name, view]));
  return views(a).flatMap((view) => {
    const also = other.get(view.metric.name);
    if (!also) return [];
    const caveat = caveatFor(view, also);
    return [{ name: view.metric.name, a: view, b: also, caveat }];
  });
}

function caveatFor(a: MetricView, b: MetricView): string | undefined {
  const different = [
    ...(a.metric.data === b.metric.data ? [] : ['against other pictures']),
    ...(a.metric.count === b.metric.count ? [] : ['over another number of pictures']),
    ...(a.metric.definition === b.metric.definition ? [] : ['by another definition']),
  ];
  return different.length > 0 ? `Measured ${list(different)}.` : undefined;
}

/** What cannot be compared, and why, in sentences. */
export function incomparable(a: ShownCard, b: ShownCard, shared: readonly Shared[]): string[] {
  if (a.card.id === b.card.id) return ['This is one and the same model twice.'];
  if (a.card.kind !== b.card.kind) {
    return [
      `One is a ${a.card.kind}, the other a ${b.card.kind}: they do different things, so neither their pictures nor their values can be held against each other. What can be is what they learned from.`,
    ];
  }
  const said: string[] = [];
  if (a.generator && b.generator) {
    said.push(
      'The same seed draws the same random numbers, but every network has its own idea of what they mean: motifs do not correspond. Compare the hand, the light and the variety, not the composition.',
    );
    if (a.generator.latentDim !== b.generator.latentDim) {
      said.push(
        `${a.card.title} reads ${a.generator.latentDim} of these numbers, ${b.card.title} ${b.generator.latentDim}.`,
      );
    }
    if (a.generator.resolution !== b.generator.resolution) {
      said.push(
        `${a.card.title} paints ${a.generator.resolution} pixels a side, ${b.card.title} ${b.generator.resolution}; both are shown at the same size.`,
      );
    }
  }
  said.push(...notShared(a, b, shared));
  if (a.card.data.selection !== b.card.data.selection) {
    said.push('They learned from different choices of pictures; part of any difference is that.');
  }
  return said;
}

/** What one knows by name and the other does not. */
function notShared(a: ShownCard, b: ShownCard, shared: readonly Shared[]): string[] {
  const nameless = [a, b].filter((shown) => classesOf(shown).length === 0);
  if (nameless.length === 2) return [];
  const noMix = a.generator && b.generator ? ', so no mix can be asked of both' : '';
  if (nameless.length === 1) {
    return [`${nameless[0]!.card.title} knows nothing by name${noMix}.`];
  }
  if (shared.length === 0) {
    const word = classWord([...classesOf(a), ...classesOf(b)]);
    return [`They have no ${word} in common${noMix}.`];
  }
  const [onlyA, onlyB] = [classesOf(a), classesOf(b)].map(({ length }) => length - shared.length);
  if (onlyA! + onlyB! === 0) return [];
  return [
    `Both know ${countsInWords(shared)}. ${whole(onlyA!)} more are known only to ${a.card.title}, ${whole(onlyB!)} only to ${b.card.title}.`,
  ];
}
