/** What to try next: a point in latent space near one's own picture, and a style to borrow. */
import { fnv1a } from '@/lib/latent/codec/hash';
import { createMix } from '@/lib/latent/mix';
import type { LatentPoint, Mix } from '@/lib/latent/point';
import type { GeneratorEntry } from '@/models/card';

import type { Answer, Likelihood, NearWork } from './answer';

/** More in one mix look like none of them. */
const MOST_IN_MIX = 4;
/** Painters of less than this are not worth a place in the mix. */
const LEAST_SHARE = 0.03;
/** Near the middle of what a generator does well. */
const VARIETY = 0.8;

/** The genre's part of a mix by a generator that has learned genres, too. */
const GENRE_SHARE = 0.3;
/** A genre that is less probable is no reason to choose a generator for it. */
const SURE_OF_GENRE = 0.5;

export type Painter = Pick<GeneratorEntry, 'id' | 'title' | 'classes' | 'genres'>;

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

type Share = Pick<Likelihood, 'id' | 'probability'>;
type Told = Pick<Answer, 'artists' | 'genres'>;

/**
 * The mix of the leading artists in proportion to their probabilities. Of the generators that
 * know the first of them, those made for the picture's genre; if there are none, all. Of these
 * the one that knows the most of the leading artists (by probability; of equals the first). If
 * it has learned genres as classes, the most probable of them has its part in the mix. When none of the leading
 * artists is known to any, the most probable artist that is; undefined when there is none
 * either.
 */
export function recommendMix(
  { artists, genres }: Told,
  generators: readonly Painter[],
): Recommendation | undefined {
  const genre = sureGenre(genres);
  const leading = artists
    .filter(({ probability }, rank) => rank === 0 || probability >= LEAST_SHARE)
    .slice(0, MOST_IN_MIX);
  const best = bestOf(leading, genre, generators);
  if (best) return { ...recommendation(best, leading, genres), standIn: false };
  for (const artist of artists) {
    const other = bestOf([artist], genre, generators);
    if (!other) continue;
    const { model, mix, known } = recommendation(other, [artist], genres);
    return { model, mix, known, unknown: leading, standIn: true };
  }
  return undefined;
}

/** The same, asked of one artist for a picture of these genres, whoever else was likely. */
export function recommendArtist(
  artist: string,
  genres: Told['genres'],
  generators: readonly Painter[],
): Pick<Recommendation, 'model' | 'mix'> | undefined {
  const genre = sureGenre(genres);
  const alone = [{ id: artist, probability: 1 }];
  const generator = bestOf(alone, genre, generators);
  return (
    generator && {
      model: generator.id,
      mix: inWholePercents(alone, knownGenre(generator, genres)),
    }
  );
}

/** The point that a recommendation opens; the same for the same mix, everywhere. */
export function pointOf({ model, mix }: Pick<Recommendation, 'model' | 'mix'>): LatentPoint {
  const text = mix.map(({ classId, weight }) => `${classId} ${weight}`).join('\n');
  return { model, source: { kind: 'seed', seed: fnv1a(text) }, mix, psi: VARIETY };
}

const knows = ({ classes }: Painter, classId: string) => classes.some(({ id }) => id === classId);

function sureGenre([first]: Told['genres']): string | undefined {
  return first && first.probability >= SURE_OF_GENRE ? first.id : undefined;
}

function bestOf(
  artists: readonly Share[],
  genre: string | undefined,
  generators: readonly Painter[],
): Painter | undefined {
  const first = artists[0];
  const made = generators.filter(
    (painter) =>
      genre !== undefined && painter.genres?.includes(genre) && first && knows(painter, first.id),
  );
  let best: { generator: Painter; mass: number } | undefined;
  for (const generator of made.length > 0 ? made : generators) {
    const mass = artists
      .filter(({ id }) => knows(generator, id))
      .reduce((sum, { probability }) => sum + probability, 0);
    if (mass > (best?.mass ?? 0)) best = { generator, mass };
  }
  return best?.generator;
}

function recommendation(
  generator: Painter,
  artists: readonly Likelihood[],
  genres: Told['genres'],
) {
  const part = knownGenre(generator, genres);
  const room = part === undefined ? MOST_IN_MIX : MOST_IN_MIX - 1;
  const known = artists.filter(({ id }) => knows(generator, id)).slice(0, room);
  return {
    model: generator.id,
    mix: inWholePercents(known, part),
    known,
    unknown: artists.filter(({ id }) => !knows(generator, id)),
  };
}

/** A generator that has learned genres is told one, even where nobody is sure: it makes the picture. */
const knownGenre = (generator: Painter, genres: Told['genres']) =>
  genres.find(({ id }) => knows(generator, id))?.id;

/** The mix of these in proportion, each at least 1 %: numbers as somebody would set them by hand. */
function inWholePercents(artists: readonly Share[], genre: string | undefined): Mix {
  const whole = genre === undefined ? 100 : Math.round(100 * (1 - GENRE_SHARE));
  const sum = artists.reduce((total, { probability }) => total + probability, 0);
  const percents = artists.map(({ probability }) =>
    Math.max(1, Math.round((probability / sum) * whole)),
  );
  // What rounding left over or took too much is the first one's, where it shows the least.
  const rest = whole - percents.reduce((total, percent) => total + percent, 0);
  const parts = artists.map(({ id }, i) => ({
    classId: id,
    weight: (percents[i]! + (i === 0 ? rest : 0)) / 100,
  }));
  if (genre !== undefined) parts.push({ classId: genre, weight: (100 - whole) / 100 });
  return createMix(parts);
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
