/**
 * Which pictures training sees and which only measuring does. Variants of one motif
 * (a painter's series, studies for a picture) stay on one side, or memory would be
 * measured instead of understanding.
 */
import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import type { PictureRow } from './collection';

/** In a run's and in a classifier's folder: what it was measured on. */
export const SPLIT_FILE = 'split.json';

const splitSchema = z.object({
  format: z.literal(1),
  seed: z.number().int(),
  /** Share of every artist's pictures that measuring gets, at least. */
  validationShare: z.number(),
  /** Ids of the pictures that are measured on; all others are learned from. */
  validation: z.array(z.string()),
});
export type Split = z.output<typeof splitSchema>;

/** Words that say nothing about the motif. */
const GENERIC = new Set(
  `a an and at by de del der des di du el for from in la le les of on or the to und van von with
   album another detail double drawing etude fragment head landscape landscapes no panel part
   portrait print project scene self series sketch sketches small state still life study
   studies untitled variant version view views woman man girl boy young old`.split(/\s+/),
);

/**
 * What pictures of one motif have in common: the artist and the first two words of
 * the title that mean something, without numbers and endings.
 */
export function motifOf({ artist, title, id }: PictureRow): string {
  const words = title
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .split(' ')
    .filter((word) => word.length > 1 && !GENERIC.has(word))
    .map((word) => word.replace(/(?:es|s)$/, ''));
  // A title of generic words alone says nothing: such pictures are motifs of their own.
  return words.length === 0 ? `${artist}/#${id}` : `${artist}/${words.slice(0, 2).join(' ')}`;
}

/**
 * Motifs in an order that only seed and names decide go to measuring, artist by
 * artist, until it has its share.
 */
export function makeSplit(
  rows: readonly PictureRow[],
  { seed, validationShare }: { seed: number; validationShare: number },
): Split {
  const rank = (key: string) => createHash('sha256').update(`${seed}/${key}`).digest('hex');
  const artists = groupBy(rows, (row) => row.artist);
  const validation = new Set<string>();
  for (const pictures of artists.values()) {
    const wanted = pictures.length * validationShare;
    const motifs = [...groupBy(pictures, motifOf)].sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1));
    let taken = 0;
    for (const [, motif] of motifs) {
      if (taken >= wanted) break;
      // A series larger than the share would leave too little to learn from.
      if (taken + motif.length > Math.max(2 * wanted, 1)) continue;
      for (const row of motif) validation.add(row.id);
      taken += motif.length;
    }
  }
  return {
    format: 1,
    seed,
    validationShare,
    validation: rows.flatMap(({ id }) => (validation.has(id) ? [id] : [])),
  };
}

export async function writeSplit(file: string, split: Split): Promise<void> {
  await writeFile(file, `${JSON.stringify(split)}\n`);
}

/** @throws SfumatoError `invalid-input` when the file is no split. */
export async function readSplit(file: string): Promise<Split> {
  try {
    return splitSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new SfumatoError('invalid-input', `${file} is not a split of a collection.`, { cause });
  }
}

/**
 * The split of the run or exported model that a training goes on from: what was held out there
 * stays held out, whatever the seed and the collection are now. All else has been learned from,
 * so measuring on it would measure memory. Of a collection that has none of those pictures
 * nothing was learned: for it the split says nothing.
 * @param ids of the pictures of the collection that is trained on now.
 * @param wanted a split that was named; only one that holds out the same is taken.
 * @throws SfumatoError `invalid-input`, `not-found` where neither is there.
 */
export async function splitOfEarlier(
  source: string,
  ids: readonly string[],
  wanted?: Split,
): Promise<Split | undefined> {
  const file = path.join(source, SPLIT_FILE);
  const isThere = await stat(file).catch(() => undefined);
  if (!isThere) {
    if (wanted) return wanted;
    throw new SfumatoError(
      'not-found',
      `${source} does not say which paintings it has not seen (there is no ${SPLIT_FILE}); name them with --split.`,
    );
  }
  const earlier = await readSplit(file);
  const heldOut = new Set(earlier.validation);
  if (!ids.some((id) => heldOut.has(id))) return wanted;
  if (!wanted || holdsOutTheSame(earlier, wanted)) return earlier;
  throw new SfumatoError(
    'invalid-input',
    `${source} was trained with another split: it has learned from paintings that --split would measure on. Leave --split out, or start without --init-from.`,
  );
}

function holdsOutTheSame({ validation: a }: Split, { validation: b }: Split): boolean {
  const ids = new Set(a);
  return new Set(b).size === ids.size && b.every((id) => ids.has(id));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
