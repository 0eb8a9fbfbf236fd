/** A card's measured values, put so that somebody who paints can read them. */
import type { Card, Metric, ShownCard } from './card';
import {
  GROUPS,
  type Better,
  type ClassCounts,
  type MetricWords,
  type Reference,
} from './metric-words';
import { percent, value, whole } from './numbers';

export interface MetricView {
  readonly metric: Metric;
  /** Its name as people would say it. */
  readonly label: string;
  /** The value in words, with its standard error. */
  readonly text: string;
  /** What it means, in one plain sentence; '' where the definition has to do. */
  readonly plain: string;
  readonly better?: Better;
  readonly reference?: Reference;
  /** Ends of the scale that it is drawn on; absent where a bar would tell nothing. */
  readonly scale?: readonly [from: number, to: number];
}

export interface MetricGroup {
  readonly title: string;
  readonly metrics: readonly MetricView[];
}

/** The card's values in groups with a title each; what is not known here comes last. */
export function metricGroups(shown: ShownCard): MetricGroup[] {
  const { card, classifier } = shown;
  const counts = {
    artists: classifier?.artists.length ?? 0,
    styles: classifier?.styles.length ?? 0,
    genres: classifier?.genres.length ?? 0,
  };
  const left = new Set(card.metrics);
  const take = (words: readonly MetricWords[]) =>
    card.metrics.flatMap((metric) => {
      const known = left.has(metric) && words.find(({ match }) => match.test(metric.name));
      if (!known) return [];
      left.delete(metric);
      return [viewOf(metric, known, counts)];
    });
  const groups = GROUPS.map(({ title, words }) => ({ title, metrics: take(words) }));
  const others = [...left].map((metric) => viewOf(metric, undefined, counts));
  return [...groups, { title: 'More', metrics: others }].filter(
    ({ metrics }) => metrics.length > 0,
  );
}

function viewOf(metric: Metric, words: MetricWords | undefined, counts: ClassCounts): MetricView {
  const show = words?.share ? percent : value;
  const given =
    metric.reference === undefined
      ? words?.floor?.(metric, counts)
      : { value: metric.reference, of: words?.of ?? 'the reference' };
  const reference = given && { ...given, text: show(given.value) };
  const most = words?.share ? 1 : words?.most;
  const drawn = most ?? 1.15 * Math.max(metric.value, reference?.value ?? 0);
  const error = metric.standardError;
  return {
    metric,
    label: labelOf(metric),
    text: error === undefined ? show(metric.value) : `${show(metric.value)} ± ${show(error)}`,
    plain: words?.plain ?? '',
    ...(words?.better ? { better: words.better } : {}),
    ...(reference ? { reference } : {}),
    ...(words && metric.value >= 0 && (most !== undefined || reference)
      ? { scale: [0, drawn] as const }
      : {}),
  };
}

function labelOf({ name }: Metric): string {
  const [, tries, among] = /^top-(\d+), (\d+) artists$/.exec(name) ?? [];
  if (tries === undefined) return name.charAt(0).toUpperCase() + name.slice(1);
  return `${tries === '1' ? 'At once' : `Within ${tries} answers`}, among ${among} painters`;
}

/** The few values that tell most of a model, for a line on the list of models. */
export function headlineOf(shown: ShownCard): readonly MetricView[] {
  const all = metricGroups(shown).flatMap(({ metrics }) => metrics);
  return headlinesFor(shown.card).flatMap(
    (name) => all.find(({ metric }) => metric.name === name) ?? [],
  );
}

function headlinesFor(card: Card): readonly (string | undefined)[] {
  switch (card.kind) {
    case 'classifier':
      return [widest(card), 'none of these: photos'];
    case 'stylizer':
      return ['style loss', 'style loss, unstyled', 'taken for the artist'];
    default:
      return ['FD-M', 'precision', 'class accuracy'];
  }
}

/** The top-1 over the most painters. */
function widest({ metrics }: Card): string | undefined {
  const among = (name: string) => Number(/^top-1, (\d+) artists$/.exec(name)?.[1] ?? 0);
  return [...metrics].sort((a, b) => among(b.name) - among(a.name))[0]?.name;
}

/** Pictures that a value was measured on: as noted, or as its definition says. */
export function countOf(metric: Metric): number | undefined {
  const said = /\b(?:over|over its|telling) (\d[\d,]*) pictures/i.exec(metric.definition)?.[1];
  return metric.count ?? (said === undefined ? undefined : Number(said.replaceAll(',', '')));
}

/** "2,000 pictures"; a path is measured in steps. Undefined where nobody has noted it. */
export function countInWords(metric: Metric): string | undefined {
  const count = countOf(metric);
  if (count === undefined) return undefined;
  return `${whole(count)} ${/path length/.test(metric.name) ? 'steps' : 'pictures'}`;
}
