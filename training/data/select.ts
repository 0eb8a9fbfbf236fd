import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import { labelKindSchema, type LabelKind } from '@/models/card';

import type { PictureRow } from './collection';
import { withoutClasses } from './labels';
import { genreSlug, styleSlug } from './spellings';

/** Which pictures of a collection are trained on, and which of their labels become classes. */
export const selectionSchema = z.object({
  artists: z.array(z.string()).default([]),
  styles: z.array(z.string()).default([]),
  genres: z.array(z.string()).default([]),
  /** Pictures of these sources are taken whatever their genre: some sources hold one genre only and do not say so. */
  wholeSources: z.array(z.string()).default([]),
  /**
   * Of their own, pictures have at least so many pixels along the shorter side; those with fewer
   * than the model draws are enlarged. As many as the model draws, if not given.
   */
  minSide: z.number().int().positive().optional(),
  /** Pictures with less colour are left out; rows without a value are kept. */
  minColourfulness: z.number().min(0).default(0),
  /** Labels that become classes of one mix; what is named first balances what is drawn. */
  classKinds: z.array(labelKindSchema).min(1).default(['artist']),
  /** An artist, style or genre with fewer selected pictures is no class. */
  minCount: z.number().int().min(1).default(1),
  /** What becomes of pictures that are in no class. */
  others: z.enum(['drop', 'unlabelled']).default('drop'),
  /** Set to see also what the collection's curation drops: to measure what it is worth. */
  curation: z.literal('ignore').optional(),
});
export type Selection = z.output<typeof selectionSchema>;

export interface SelectedPicture {
  readonly row: PictureRow;
  /** Indices into `classes`, at most one of each kind, in the order of `classKinds`. */
  readonly labels: readonly number[];
}

export interface SelectedClass {
  readonly kind: LabelKind;
  /** Slug, e.g. `claude-monet`, `art-nouveau-modern`. */
  readonly id: string;
  readonly count: number;
  readonly died: number | undefined;
}

export interface SelectedPictures {
  readonly pictures: readonly SelectedPicture[];
  /** Kind by kind, of each the most pictures first; or as they were asked for. */
  readonly classes: readonly SelectedClass[];
  /** Why rows were left out, with counts. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/**
 * @param known ids of the classes that networks have learned, in their order: these become
 *   classes and no others, however many pictures there are of each now.
 * @throws SfumatoError `invalid-input` if nothing is left, or nothing of a known class.
 */
export function selectPictures(
  rows: readonly PictureRow[],
  selection: Selection,
  known?: readonly string[],
): SelectedPictures {
  const leftOut: Record<string, number> = {};
  const drop = (reason: string) => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  };
  const reasonOf = reasonToLeaveOut(selection);
  const wanted = rows.filter((row) => {
    const reason = reasonOf(row);
    if (reason) drop(reason);
    return !reason;
  });

  const { classKinds, minCount, others } = selection;
  const found = classKinds.flatMap((kind) => classesOf(wanted, kind, known ? 1 : minCount));
  const classes = known ? inOrder(found, known) : found;
  const twice = classes.find(({ id }, i) => classes.findIndex((c) => c.id === id) < i);
  if (twice) {
    throw new SfumatoError(
      'invalid-input',
      `"${twice.id}" names two classes, one of them a ${twice.kind}; rename one in the collection.`,
    );
  }
  const indices = new Map(classes.map((c, i) => [`${c.kind} ${c.id}`, i]));

  const pictures: SelectedPicture[] = [];
  for (const row of wanted) {
    const labels = classKinds.flatMap((kind) => indices.get(`${kind} ${labelOf(kind, row)}`) ?? []);
    if (labels.length === 0 && others === 'drop') drop('artist with too few pictures');
    else pictures.push({ row, labels });
  }
  if (pictures.length === 0) {
    throw new SfumatoError(
      'invalid-input',
      'No picture is left after the selection; loosen --artist, --style, --genre, --min-count or --min-colourfulness.',
    );
  }
  return { pictures, classes, leftOut };
}

/** The id of a picture's class of a kind; empty where nothing is known. */
export function labelOf(kind: LabelKind, { artist, style, genre }: PictureRow): string {
  switch (kind) {
    case 'artist':
      return artist;
    case 'style':
      return styleSlug(style);
    case 'genre':
      return genreSlug(genre);
  }
}

function classesOf(
  rows: readonly PictureRow[],
  kind: LabelKind,
  minCount: number,
): SelectedClass[] {
  const members = new Map<string, PictureRow[]>();
  for (const row of rows) {
    const id = labelOf(kind, row);
    if (id === '') continue;
    const own = members.get(id);
    if (own) own.push(row);
    else members.set(id, [row]);
  }
  return [...members]
    .filter(([, own]) => own.length >= minCount)
    .map(([id, own]) => ({
      ...{ kind, id, count: own.length },
      died: kind === 'artist' ? own[0]!.died : undefined,
    }))
    .sort((a, b) => b.count - a.count || a.id.localeCompare(b.id, 'en'));
}

function inOrder(found: readonly SelectedClass[], ids: readonly string[]): SelectedClass[] {
  // Of an artist, a style and a genre of one name, only the one with enough pictures was a class.
  const largestLast = [...found].sort((a, b) => a.count - b.count);
  const byId = new Map(largestLast.map((one) => [one.id, one]));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) throw withoutClasses(missing);
  return ids.map((id) => byId.get(id)!);
}

/** Styles and genres are compared as classes are made of them: in any spelling. */
function reasonToLeaveOut(selection: Selection): (row: PictureRow) => string | undefined {
  const { artists, wholeSources, minColourfulness } = selection;
  const slugs = (labels: readonly string[], slugOf: (label: string) => string) =>
    labels.length > 0 ? new Set(labels.map(slugOf).filter((slug) => slug !== '')) : undefined;
  const styles = slugs(selection.styles, styleSlug);
  const genres = slugs(selection.genres, genreSlug);
  return (row) => {
    if (artists.length > 0 && !artists.includes(row.artist)) return 'other artist';
    if (styles && !styles.has(styleSlug(row.style))) return 'other style';
    if (genres && !genres.has(genreSlug(row.genre)) && !wholeSources.includes(row.source)) {
      return 'other genre';
    }
    if ((row.colourfulness ?? Infinity) < minColourfulness) return 'nearly grey';
    return undefined;
  };
}
