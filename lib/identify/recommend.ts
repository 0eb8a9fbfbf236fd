/** What to try next: a point in latent space near one's own picture, and a style to borrow. */
import { fnv1a } from '@/lib/latent/codec/hash';
import { createMix } from '@/lib/latent/mix';
import type { LatentPoint, Mix } from '@/lib/latent/point';
import type { GeneratorEntry } from '@/models/card';

import type { Answer, Likelihood, NearWork } from './answer';

/** More painters in one mix look like none of them. */
const MOST_IN_MIX = 4;
/** Painters of less than this are not worth a place in the mix. */
const LEAST_SHARE = 0.03;
/** Near the middle of what a generator does well. */
const VARIETY = 0.8;

export type Painter = Pick<GeneratorEntry, 'id' | 'title' | 'classes'>;

/** A mix of a generator that comes as near to an answer as the generator can. */
export interface Recommendation {
  /** Id of the generator. */
  readonly model: string;
  readonly mix: Mix;
  /** Leading artists that are in the mix, the most probable first. */
  readonly known: readonly Likelihood[];
  /** Leading artists that the generator has not learned. */
  readonly unknown: readonly Likelihood[];
  /** No leading artist is known; the mix is the first of all the others that is. */
  readonly standIn: boolean;
}

/**
 * The mix of the leading artists in proportion to their probabilities, by the generator
 * that knows the most of them (by probability; of equals the first). When none of them
 * is known to any, the most probable artist that is; undefined when there is none either.
 */
export function recommendMix(
  artists: readonly Likelihood[],
  generators: readonly Painter[],
): Recommendation | undefined {
  const leading = artists
    .filter(({ probability }, rank) => rank === 0 || probability >= LEAST_SHARE)
    .slice(0, MOST_IN_MIX);
  const best = bestOf(leading, generators);
  if (best) return { ...recommendation(best.generator, leading), standIn: false };
  for (const artist of artists) {
    const other = bestOf([artist], generators);
    if (!other) continue;
    const { model, mix, known } = recommendation(other.generator, [artist]);
    return { model, mix, known, unknown: leading, standIn: true };
  }
  return undefined;
}

/** The same, asked of one artist alone, whoever else was likely. */
export function recommendArtist(
  artist: string,
  generators: readonly Painter[],
): Pick<Recommendation, 'model' | 'mix'> | undefined {
  const generator = generators.find((painter) => knows(painter, artist));
  return generator && { model: generator.id, mix: [{ classId: artist, weight: 1 }] };
}

/** The point that a recommendation opens; the same for the same mix, everywhere. */
export function pointOf({ model, mix }: Pick<Recommendation, 'model' | 'mix'>): LatentPoint {
  const text = mix.map(({ classId, weight }) => `${classId} ${weight}`).join('\n');
  return { model, source: { kind: 'seed', seed: fnv1a(text) }, mix, psi: VARIETY };
}

const knows = ({ classes }: Painter, artist: string) => classes.some(({ id }) => id === artist);

function bestOf(artists: readonly Likelihood[], generators: readonly Painter[]) {
  let best: { generator: Painter; mass: number } | undefined;
  for (const generator of generators) {
    const mass = artists
      .filter(({ id }) => knows(generator, id))
      .reduce((sum, { probability }) => sum + probability, 0);
    if (mass > (best?.mass ?? 0)) best = { generator, mass };
  }
  return best;
}

function recommendation(generator: Painter, artists: readonly Likelihood[]) {
  const known = artists.filter(({ id }) => knows(generator, id));
  return {
    model: generator.id,
    mix: inWholePercents(known),
    known,
    unknown: artists.filter(({ id }) => !knows(generator, id)),
  };
}

/** The mix of these in proportion, each at least 1 %: numbers as somebody would set them by hand. */
function inWholePercents(artists: readonly Likelihood[]): Mix {
  const sum = artists.reduce((total, { probability }) => total + probability, 0);
  const percents = artists.map(({ probability }) =>
    Math.max(1, Math.round((probability / sum) * 100)),
  );
  // What rounding left over or took too much is the first one's, where it shows the least.
  const rest = 100 - percents.reduce((total, percent) => total + percent, 0);
  return createMix(
    artists.map(({ id }, i) => ({
      classId: id,
      weight: (percents[i]! + (i === 0 ? rest : 0)) / 100,
    })),
  );
}

/** A style worth borrowing, and where it was found. */
export interface Borrowed {
  readonly style: string;
  /** The near work that it was taken from; absent when only the picture's own second style is known. */
  readonly work?: NearWork;
}

/**
 * The rule is this and no more: of the known works, the nearest one of another style
 * than the picture's own and by another artist than its first. It is close, so it fits,
 * and it is different, so it adds something. Without works, the second style.
 */
export function borrowStyle(
  { styles, artists }: Pick<Answer, 'styles' | 'artists'>,
  works: readonly NearWork[],
): Borrowed | undefined {
  const own = styles[0]?.name;
  const work = works.find(
    ({ style, artist }) => style !== '' && !same(style, own) && artist !== artists[0]?.id,
  );
  if (work) return { style: work.style, work };
  const second = styles[1]?.name;
  return second === undefined ? undefined : { style: second };
}

const same = (a: string, b: string | undefined) => a.toLowerCase() === b?.toLowerCase();
