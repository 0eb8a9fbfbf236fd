/** The numbers that a report of a collection is made of. */
import { findDuplicates, type Duplicate } from '../curate/duplicates';
import { isSound, type Sound } from '../curate/find';
import { mergePalettes, type Swatch } from '../curate/measures/colour';
import { findOutliers, type Outlier } from '../curate/outliers';
import { reasonOf } from '../curate/reasons';
import type { Surveyed } from '../curate/survey';
import { genreSlug, styleSlug } from '../data/spellings';
import { quantile } from '../metrics/statistics';

export interface Count {
  readonly name: string;
  readonly count: number;
}

/** A range of values and how many fall into it; the last one also holds all above. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** A count of years, named by the first of them. */
export interface Span extends Count {
  readonly years: number;
}

export interface ArtistFigures extends Count {
  readonly palette: readonly Swatch[];
  /** Median of Hasler and Süsstrunk's measure. */
  readonly colourfulness: number;
}

export interface Figures {
  readonly pictures: number;
  readonly broken: number;
  readonly artists: readonly ArtistFigures[];
  readonly styles: readonly Count[];
  readonly genres: readonly Count[];
  readonly licences: readonly Count[];
  /**
   * By year of the work, or else of the artist's death; empty where neither is known. Between
   * the first and the last decade all are there; longer spans where those would be too many.
   */
  readonly decades: readonly Span[];
  readonly decadesAre: 'works' | 'deaths';
  readonly shorterSide: readonly Bin[];
  /** Width over height. */
  readonly aspect: readonly Bin[];
  readonly colourfulness: readonly Bin[];
  readonly nearlyGrey: number;
  readonly duplicates: readonly Duplicate[];
  /** The farthest first. */
  readonly outliers: readonly Outlier[];
}

/** Colours of an artist. */
const SWATCHES = 7;

export function figuresOf(surveyed: readonly Surveyed[]): Figures {
  const sound = surveyed.filter(isSound);
  const pictures = surveyed.map(({ picture }) => picture);
  const artists = new Map<string, Sound[]>();
  for (const entry of sound) {
    const own = artists.get(entry.picture.artist);
    if (own) own.push(entry);
    else artists.set(entry.picture.artist, [entry]);
  }
  const known = pictures.filter(({ year }) => year !== undefined).length;
  const decadesAre = known * 2 > pictures.length ? 'works' : 'deaths';
  const years = pictures.map(({ year, died }) => (decadesAre === 'works' ? year : died));
  return {
    pictures: surveyed.length,
    broken: surveyed.length - sound.length,
    artists: [...artists]
      .map(([name, own]) => ({
        name,
        count: own.length,
        palette: mergePalettes(
          own.map(({ look }) => look.palette),
          SWATCHES,
        ),
        colourfulness: quantile(
          own.map(({ look }) => look.colourfulness),
          0.5,
        ),
      }))
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en')),
    styles: countsOf(pictures.map(({ style }) => styleSlug(style))),
    genres: countsOf(pictures.map(({ genre }) => genreSlug(genre))),
    licences: countsOf(pictures.map(({ licence }) => licence ?? '')),
    decades: spansOf(years.filter((year) => year !== undefined)),
    decadesAre,
    shorterSide: binsOf(
      sound.map(({ look }) => Math.min(look.width, look.height)),
      [0, 64, 128, 192, 256, 384, 512, 768, 1024, 2048],
    ),
    aspect: binsOf(
      sound.map(({ look }) => look.width / look.height),
      [0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.25, 1.43, 1.67, 2, 2.5],
    ),
    colourfulness: binsOf(
      sound.map(({ look }) => look.colourfulness),
      Array.from({ length: 21 }, (_, i) => i * 6),
    ),
    nearlyGrey: sound.filter(({ look }) => look.colourfulness < 12).length,
    duplicates: findDuplicates(sound).map((pair) => inSurvey(surveyed, sound, pair)),
    outliers: findOutliers(sound)
      .filter(({ score }) => score >= reasonOf('outlier').found)
      .sort((a, b) => b.score - a.score)
      .map((outlier) => ({ ...outlier, index: surveyed.indexOf(sound[outlier.index]!) })),
  };
}

const inSurvey = (all: readonly Surveyed[], sound: readonly Sound[], pair: Duplicate) => ({
  ...pair,
  index: all.indexOf(sound[pair.index]!),
  like: all.indexOf(sound[pair.like]!),
});

/** Most first; what is empty is not counted. */
export function countsOf(names: readonly string[]): Count[] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en'));
}

/** @param edges where bins begin, rising; the last one has no end. */
export function binsOf(values: readonly number[], edges: readonly number[]): Bin[] {
  const counts = edges.map(() => 0);
  for (const value of values) {
    const at = edges.findLastIndex((edge) => value >= edge);
    if (at >= 0) counts[at]!++;
  }
  return edges.map((from, i) => ({ from, to: edges[i + 1] ?? Infinity, count: counts[i]! }));
}

/** More columns than this cannot be told apart in the plot. */
const MOST_SPANS = 60;

/** From the first year to the last without gaps, in decades or, where those are many, in more. */
export function spansOf(years: readonly number[]): Span[] {
  if (years.length === 0) return [];
  const first = years.reduce((a, b) => Math.min(a, b));
  const last = years.reduce((a, b) => Math.max(a, b));
  let span = 10;
  const at = (year: number) => Math.floor(year / span);
  // 10, 50, 100, 500 …: one year that is a slip of the pen may lie anywhere.
  while (at(last) - at(first) >= MOST_SPANS) span *= String(span).startsWith('1') ? 5 : 2;
  const counts = Array.from({ length: at(last) - at(first) + 1 }, () => 0);
  for (const year of years) counts[at(year) - at(first)]!++;
  return counts.map((count, i) => ({ name: `${(at(first) + i) * span}s`, count, years: span }));
}
