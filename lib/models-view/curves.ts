/** How the values that a training reports went, over the pictures that it had seen. */
import { z } from 'zod';

const imagesSchema = z.number().int().nonnegative();

export const curvesSchema = z.object({
  format: z.literal(1),
  /** The runs that the training was made of, in order; each went on where the one before stood. */
  runs: z.array(z.object({ name: z.string(), from: imagesSchema, to: imagesSchema })).min(1),
  series: z.array(
    z
      .object({
        /** As in the run's `metrics.jsonl`. */
        name: z.string().min(1),
        /** Pictures seen, all runs added up, rising. */
        at: z.array(imagesSchema).min(1),
        values: z.array(z.number()).min(1),
      })
      .refine(({ at, values }) => at.length === values.length, 'as many places as values'),
  ),
});

export type Curves = z.infer<typeof curvesSchema>;
export type Series = Curves['series'][number];

/** Name of the file beside the card. */
export const CURVES_FILE = 'curves.json';

/** What a series is to people. */
export interface SeriesWords {
  readonly label: string;
  readonly sentence: string;
}

const WORDS: Readonly<Record<string, SeriesWords>> = {
  generatorLoss: {
    label: 'Loss of the painter',
    sentence:
      'How badly the generator fares against its critic. The two pull against each other, so neither curve has to fall: that they stay level is the good sign.',
  },
  discriminatorLoss: {
    label: 'Loss of the critic',
    sentence:
      'How often the discriminator is deceived. Near 0 it wins too easily and teaches nothing any more; at 2 it can no longer tell paintings from generated pictures.',
  },
  sampleSpread: {
    label: 'Spread of the samples',
    sentence:
      'How much the pixels of generated pictures differ from one another. A fall to 0 would mean that all pictures look alike.',
  },
  diversity: {
    label: 'Variety within a painter',
    sentence:
      'How far 16 generated pictures of one painter lie apart, relative to 16 real ones, mean over the painters; 1 is as varied as the real ones.',
  },
  lowestDiversity: {
    label: 'Variety, least varied painter',
    sentence: 'The same for the painter that fares worst.',
  },
  compositions: {
    label: 'Variety of compositions',
    sentence:
      'How differently light and dark lie in 16 generated pictures of one painter, relative to 16 real ones, mean over the painters; 0 would be one composition in many colours.',
  },
  hiddenClasses: {
    label: 'Painters shown without a name',
    sentence:
      'Painters whose variety had fallen, so that their pictures were shown without saying whose they are until it recovered.',
  },
  grid: {
    label: 'Trace of a grid',
    sentence:
      'Strength of the finest regular pattern in generated pictures, relative to its surroundings; 1 is none.',
  },
  loss: {
    label: 'Loss',
    sentence: 'How far the answers are from the truth while it learns; lower is better.',
  },
  trainAccuracy: {
    label: 'Told right while learning',
    sentence:
      'Share of the pictures it was just being taught with, cropped and distorted, whose painter it named at once.',
  },
  top1: {
    label: 'Told right at once, on pictures kept back',
    sentence: 'Share of the pictures that training does not see whose painter it names at once.',
  },
  top5: {
    label: 'Among its first five, on pictures kept back',
    sentence: 'Share of the same pictures whose painter is among its first five answers.',
  },
  'heldOut/gram': {
    label: 'Distance from the style, on pictures kept back',
    sentence:
      'How far painted pictures are from the texture and palette of the painting, over pairs that training does not see; lower is better.',
  },
  'heldOut/moments': {
    label: 'The same of means and spreads, on pictures kept back',
    sentence: 'A second measure of style, more of palette than of texture.',
  },
  'heldOut/content': {
    label: 'What is lost of the picture, on pictures kept back',
    sentence: 'How much of what a picture shows is gone once it is painted; 1 would be all of it.',
  },
  'heldOut/identity': {
    label: 'Change in its own style, on pictures kept back',
    sentence: 'How much a picture changes that is painted in its own style; it should not.',
  },
  gram: {
    label: 'Distance from the style while learning',
    sentence:
      'How far the texture of what it paints is off on the pictures it is just being taught with.',
  },
  moments: { label: 'Of means and spreads, while learning', sentence: '' },
  content: { label: 'What is lost of the picture, while learning', sentence: '' },
  identity: { label: 'Change in its own style, while learning', sentence: '' },
  variation: {
    label: 'Roughness while learning',
    sentence: 'How much neighbouring pixels differ; it keeps specks away.',
  },
  learningRate: {
    label: 'Step size',
    sentence: 'How far one step moves the fresh layers (the learning rate).',
  },
  size: { label: 'Side of the pictures', sentence: 'In pixels; small at first, to learn quickly.' },
};

/** Words for a series; one that is not known here keeps its own name. */
export function wordsOf(name: string): SeriesWords {
  if (Object.hasOwn(WORDS, name)) return WORDS[name]!;
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return { label: spaced.charAt(0).toUpperCase() + spaced.slice(1), sentence: '' };
}

/** Series that share one chart, because one scale fits them. */
const TOGETHER: readonly (readonly string[])[] = [
  ['top1', 'top5', 'trainAccuracy'],
  ['generatorLoss', 'discriminatorLoss'],
  ['diversity', 'lowestDiversity', 'compositions'],
];

/** The charts to draw, the series of each; in the order of the words above. */
export function chartsOf({ series }: Curves): Series[][] {
  const names = [...Object.keys(WORDS), ...series.map(({ name }) => name)];
  const left = [...series].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  const charts: Series[][] = [];
  while (left.length > 0) {
    const first = left[0]!;
    const group = TOGETHER.find((names) => names.includes(first.name)) ?? [first.name];
    const chart = left.filter(({ name }) => group.includes(name));
    for (const one of chart) left.splice(left.indexOf(one), 1);
    charts.push(chart);
  }
  return charts;
}

/** Set by a plan or measured over many pictures: these do not jump from step to step. */
const STEADY = new Set(['learningRate', 'size', 'top1', 'top5', 'hiddenClasses']);

/**
 * The stretches of a series to look at: a running mean over a tenth of all its points, for
 * those that jump. No mean reaches over a gap.
 */
export function calmed(stretches: readonly Series[]): Series[] {
  const points = stretches.reduce((sum, { at }) => sum + at.length, 0);
  const reach = reachOf(points);
  return stretches.map((one) =>
    STEADY.has(one.name) ? one : { ...one, values: smoothed(one.values, reach) },
  );
}

/** Points on either side that a running mean over a tenth of them takes in. */
const reachOf = (points: number) => Math.floor(points / 20);

/** A running mean, over a tenth of the points unless told otherwise. */
export function smoothed(values: readonly number[], reach = reachOf(values.length)): number[] {
  return values.map((_, i) => {
    const near = values.slice(Math.max(0, i - reach), i + reach + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

/** Part of a training, in pictures seen. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What of the training was not recorded: before the first run, and between runs that do not join. */
export function gapsOf({ runs }: Pick<Curves, 'runs'>): Span[] {
  return runs.flatMap(({ from }, i) => {
    const before = runs[i - 1]?.to ?? 0;
    return before < from ? [{ from: before, to: from }] : [];
  });
}

/** A series in parts that have no gap within them. */
export function stretchesOf({ name, at, values }: Series, gaps: readonly Span[]): Series[] {
  const gapsBefore = (place: number) => gaps.filter(({ to }) => to <= place).length;
  const stretches: { name: string; at: number[]; values: number[] }[] = [];
  at.forEach((place, i) => {
    if (i === 0 || gapsBefore(place) !== gapsBefore(at[i - 1]!)) {
      stretches.push({ name, at: [], values: [] });
    }
    const last = stretches.at(-1)!;
    last.at.push(place);
    last.values.push(values[i]!);
  });
  return stretches;
}

/** The value at so many pictures, between the points on either side; undefined outside, and in a gap. */
export function valueAt(stretches: readonly Series[], images: number): number | undefined {
  const there = stretches.find(({ at }) => at[0]! <= images && images <= at.at(-1)!);
  if (!there) return undefined;
  const { at, values } = there;
  const after = at.findIndex((place) => place >= images);
  if (at[after] === images) return values[after];
  const [from, to] = [at[after - 1]!, at[after]!];
  const share = (images - from) / (to - from);
  return values[after - 1]! * (1 - share) + values[after]! * share;
}
