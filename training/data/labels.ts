/** Artist, style and genre of a collection's pictures as class indices. */
import { SfumatoError } from '@/lib/errors';

import type { PictureRow } from './collection';
import { genreSlug, styleSlug } from './spellings';

export { labelSlug } from './spellings';

export interface LabelClass {
  /** Slug, e.g. `claude-monet`, `art-nouveau-modern`. */
  readonly id: string;
  /** Pictures of this class in the collection. */
  readonly count: number;
  /** Year of death, for artists. */
  readonly died?: number | undefined;
}

export interface LabelledPicture {
  readonly row: PictureRow;
  /** Index into `artists`, or −1 for a painter who is no class. */
  readonly artist: number;
  /** Index into `styles`, or −1 where the style is unknown or rare. */
  readonly style: number;
  readonly genre: number;
}

export interface Labels {
  readonly artists: readonly LabelClass[];
  readonly styles: readonly LabelClass[];
  readonly genres: readonly LabelClass[];
}

export interface MinimumCounts {
  readonly artist: number;
  readonly style: number;
  readonly genre: number;
}

/** Ids of classes in the order of a network's outputs. */
export type ClassIds = { readonly [Kind in keyof Labels]: readonly string[] };

export const classIdsOf = (classes: {
  readonly [Kind in keyof Labels]: readonly { readonly id: string }[];
}): ClassIds => ({
  artists: classes.artists.map(({ id }) => id),
  styles: classes.styles.map(({ id }) => id),
  genres: classes.genres.map(({ id }) => id),
});

/**
 * The classes of a network, in its order, with the pictures that the collection has of each.
 * @throws SfumatoError `invalid-input` if it has none of one of them.
 */
export function labelsOf(rows: readonly PictureRow[], ids: ClassIds): Labels {
  const all = everyLabel(rows);
  const missing: string[] = [];
  const take = (kind: keyof Labels) =>
    ids[kind].flatMap((id) => {
      const found = all[kind].find((label) => label.id === id);
      if (!found) missing.push(id);
      return found ?? [];
    });
  const labels = { artists: take('artists'), styles: take('styles'), genres: take('genres') };
  if (missing.length > 0) throw withoutClasses(missing);
  return labels;
}

/** Of a collection that lacks classes which a network knows. */
export function withoutClasses(ids: readonly string[]): SfumatoError {
  return new SfumatoError(
    'invalid-input',
    `The collection is not the one that was learned from: it has nothing of ${listed(ids)}.`,
  );
}

const listed = (ids: readonly string[]) =>
  ids.length <= 3 ? ids.join(', ') : `${ids.slice(0, 2).join(', ')} and ${ids.length - 2} more`;

/**
 * The classes of a collection, most pictures first.
 * @throws SfumatoError `invalid-input` if fewer than two artists are left.
 */
export function collectLabels(rows: readonly PictureRow[], minimum: MinimumCounts): Labels {
  const all = everyLabel(rows);
  const atLeast = (classes: readonly LabelClass[], least: number) =>
    classes.filter(({ count }) => count >= least);
  const artists = atLeast(all.artists, minimum.artist);
  if (artists.length < 2) {
    throw new SfumatoError(
      'invalid-input',
      `Only ${artists.length} artists have ${minimum.artist} pictures or more; lower --min-count.`,
    );
  }
  return {
    artists,
    styles: atLeast(all.styles, minimum.style),
    genres: atLeast(all.genres, minimum.genre),
  };
}

function everyLabel(rows: readonly PictureRow[]): Labels {
  // Of several years that rows tell of one painter, the first.
  const died = new Map([...rows].reverse().map((row) => [row.artist, row.died]));
  return {
    artists: classesOf(rows.map(({ artist }) => artist)).map((c) => ({
      ...c,
      died: died.get(c.id),
    })),
    styles: classesOf(rows.map(({ style }) => styleSlug(style))),
    genres: classesOf(rows.map(({ genre }) => genreSlug(genre))),
  };
}

export function labelPictures(rows: readonly PictureRow[], labels: Labels): LabelledPicture[] {
  const index = (classes: readonly LabelClass[]) => new Map(classes.map((c, i) => [c.id, i]));
  const artists = index(labels.artists);
  const styles = index(labels.styles);
  const genres = index(labels.genres);
  return rows.map((row) => ({
    row,
    artist: artists.get(row.artist) ?? -1,
    style: styles.get(styleSlug(row.style)) ?? -1,
    genre: genres.get(genreSlug(row.genre)) ?? -1,
  }));
}

function classesOf(ids: readonly string[]): { id: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const id of ids) if (id !== '') counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .map(([id, count]) => ({ id, count }))
    .sort((a, b) => b.count - a.count || a.id.localeCompare(b.id, 'en'));
}
