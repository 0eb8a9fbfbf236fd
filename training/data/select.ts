import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import type { PictureRow } from './collection';

/** Which pictures of a collection are trained on, and which artists become classes. */
export const selectionSchema = z.object({
  artists: z.array(z.string()).default([]),
  styles: z.array(z.string()).default([]),
  genres: z.array(z.string()).default([]),
  /** Pictures of these sources are taken whatever their genre: some sources hold one genre only and do not say so. */
  wholeSources: z.array(z.string()).default([]),
  /** Pictures with less colour are left out; rows without a value are kept. */
  minColourfulness: z.number().min(0).default(0),
  /** An artist with fewer selected pictures is no class of its own. */
  minCount: z.number().int().min(1).default(1),
  /** What becomes of pictures by artists that are no class. */
  others: z.enum(['drop', 'unlabelled']).default('drop'),
  /** Set to see also what the collection's curation drops: to measure what it is worth. */
  curation: z.literal('ignore').optional(),
});
export type Selection = z.output<typeof selectionSchema>;

export interface SelectedPicture {
  readonly row: PictureRow;
  /** Index into `classes`, or -1 for a picture without a class. */
  readonly classIndex: number;
}

export interface SelectedClass {
  readonly id: string;
  readonly count: number;
  readonly died: number | undefined;
}

export interface SelectedPictures {
  readonly pictures: readonly SelectedPicture[];
  /** Most pictures first. */
  readonly classes: readonly SelectedClass[];
  /** Why rows were left out, with counts. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** @throws SfumatoError `invalid-input` if nothing is left. */
export function selectPictures(
  rows: readonly PictureRow[],
  selection: Selection,
): SelectedPictures {
  const leftOut: Record<string, number> = {};
  const drop = (reason: string) => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  };
  const wanted = rows.filter((row) => {
    const reason = reasonToLeaveOut(row, selection);
    if (reason) drop(reason);
    return !reason;
  });

  const byArtist = new Map<string, PictureRow[]>();
  for (const row of wanted) {
    byArtist.set(row.artist, [...(byArtist.get(row.artist) ?? []), row]);
  }
  const classes = [...byArtist]
    .filter(([, pictures]) => pictures.length >= selection.minCount)
    .map(([id, pictures]) => ({ id, count: pictures.length, died: pictures[0]!.died }))
    .sort((a, b) => b.count - a.count || a.id.localeCompare(b.id, 'en'));
  const indices = new Map(classes.map((c, i) => [c.id, i]));

  const pictures: SelectedPicture[] = [];
  for (const row of wanted) {
    const classIndex = indices.get(row.artist) ?? -1;
    if (classIndex < 0 && selection.others === 'drop') drop('artist with too few pictures');
    else pictures.push({ row, classIndex });
  }
  if (pictures.length === 0) {
    throw new SfumatoError(
      'invalid-input',
      'No picture is left after the selection; loosen --artist, --style, --genre, --min-count or --min-colourfulness.',
    );
  }
  return { pictures, classes, leftOut };
}

function reasonToLeaveOut(row: PictureRow, selection: Selection): string | undefined {
  const { artists, styles, genres, wholeSources, minColourfulness } = selection;
  if (artists.length > 0 && !artists.includes(row.artist)) return 'other artist';
  if (styles.length > 0 && !styles.includes(row.style)) return 'other style';
  if (genres.length > 0 && !genres.includes(row.genre) && !wholeSources.includes(row.source)) {
    return 'other genre';
  }
  if ((row.colourfulness ?? Infinity) < minColourfulness) return 'nearly grey';
  return undefined;
}
