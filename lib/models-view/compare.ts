/** Two models side by side: what both can be asked, and what must not be compared. */
import type { LatentPoint } from '@/lib/latent/point';
import { createMix, mixOf } from '@/lib/latent/mix';
import type { GeneratorCard } from '@/models/card';

import { paintersOf, type ShownCard } from './card';
import { metricGroups, type MetricView } from './metrics';
import { list, whole } from './numbers';

/** An artist whom both know. */
export interface Shared {
  readonly id: string;
  readonly name: string;
  /** Pictures of this artist that either learned from. */
  readonly counts: readonly [number, number];
}

/** Artists in both, those of whom both saw most first. */
export function sharedArtists(a: ShownCard, b: ShownCard): Shared[] {
  const other = new Map(paintersOf(b).map((one) => [one.id, one]));
  return paintersOf(a)
    .flatMap(({ id, name, count }) => {
      const also = other.get(id);
      return also ? [{ id, name, counts: [count, also.count] as const }] : [];
    })
    .sort((x, y) => Math.min(...y.counts) - Math.min(...x.counts));
}

/** The latent vectors that both are asked for. */
export const SEEDS = [7, 18, 29, 41] as const;
const VARIETY = 0.8;

/** One row of pictures: what is asked for, in words and as points of either model. */
export interface Row {
  readonly label: string;
  readonly a: readonly LatentPoint[];
  readonly b: readonly LatentPoint[];
}

/** The same mixes and seeds in both; without a shared artist, no artist in particular where that can be asked. */
export function rowsFor(a: GeneratorCard, b: GeneratorCard, shared: readonly Shared[]): Row[] {
  const row = (label: string, weights: Readonly<Record<string, number>>): Row => ({
    label,
    a: pointsOf(a, weights),
    b: pointsOf(b, weights),
  });
  const [first, second] = shared;
  const rows = shared.slice(0, 5).map(({ id, name }) => row(name, { [id]: 1 }));
  if (first && second) {
    const label = `70 % ${first.name}, 30 % ${second.name}`;
    rows.splice(2, 0, row(label, { [first.id]: 0.7, [second.id]: 0.3 }));
  }
  return rows;
}

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
  const [onlyA, onlyB] = [onlyIn(a, b), onlyIn(b, a)];
  if (shared.length === 0)
    said.push('They have no painter in common, so no mix can be asked of both.');
  else if (onlyA + onlyB > 0) {
    said.push(
      `${whole(shared.length)} painters are known to both. ${whole(onlyA)} more are known only to ${a.card.title}, ${whole(onlyB)} only to ${b.card.title}.`,
    );
  }
  if (a.card.data.selection !== b.card.data.selection) {
    said.push('They learned from different choices of pictures; part of any difference is that.');
  }
  return said;
}

function onlyIn(a: ShownCard, b: ShownCard): number {
  const known = new Set(paintersOf(b).map(({ id }) => id));
  return paintersOf(a).filter(({ id }) => !known.has(id)).length;
}
