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

/**
 * The classes of a collection, most pictures first.
 * @throws SfumatoError `invalid-input` if fewer than two artists are left.
 */
export function collectLabels(rows: readonly PictureRow[], minimum: MinimumCounts): Labels {
  const artists = classesOf(
    rows.map((row) => row.artist),
    minimum.artist,
  ).map((c) => ({ ...c, died: rows.find((row) => row.artist === c.id)?.died }));
  if (artists.length < 2) {
    throw new SfumatoError(
      'invalid-input',
      `Only ${artists.length} artists have ${minimum.artist} pictures or more; lower --min-count.`,
    );
  }
  return {
    artists,
    styles: classesOf(
      rows.map((row) => styleSlug(row.style)),
      minimum.style,
    ),
    genres: classesOf(
      rows.map((row) => genreSlug(row.genre)),
      minimum.genre,
    ),
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

function classesOf(ids: readonly string[], minimum: number): { id: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const id of ids) if (id !== '') counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= minimum)
    .map(([id, count]) => ({ id, count }))
    .sort((a, b) => b.count - a.count || a.id.localeCompare(b.id, 'en'));
}
