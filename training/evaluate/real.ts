/** The real pictures that generated ones are compared with. */
import { stat } from 'node:fs/promises';
import path from 'node:path';

import pLimit from 'p-limit';

import { SfumatoError } from '@/lib/errors';
import type { GeneratorCard } from '@/models/card';

import { findCsv, readCollection } from '../data/collection';
import { decodeSquare, describeSelection, prepareShard, type Framing } from '../data/prepare';
import { labelOf, selectionSchema, selectPictures, type Selection } from '../data/select';
import { bytesPerPicture } from '../data/shard';
import { listPictures } from '../pictures/list';
import { readable } from '../pictures/readable';

export interface RealPictures {
  /** Side in pixels; cut to centred squares. */
  readonly size: number;
  readonly count: number;
  /** [count, size, size, 3], 0..255. */
  readonly pixels: Uint8Array;
  /** Id in the collection, or the file's name. */
  readonly ids: readonly string[];
  /** Of each, the generator's classes that it is in. */
  readonly classIds: readonly (readonly string[])[];
  /** What they are, for the card: a name and a count, no place on a machine. */
  readonly name: string;
}

export interface RealOptions {
  /** A collection (CSV, or the folder beside it), or a folder of pictures without one. */
  readonly data: string;
  readonly card: GeneratorCard;
  readonly size: number;
  readonly framing?: Framing | undefined;
  /** Everything that is there, not only what the model was trained on. */
  readonly everything: boolean;
  readonly cacheFolder: string;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Of a collection the pictures that fit the selection which the model was trained on.
 * @throws SfumatoError `not-found`, `invalid-input` with a sentence about the data.
 */
export async function readReal(options: RealOptions): Promise<RealPictures> {
  const { data } = options;
  const entry = await stat(data).catch((cause: unknown) => {
    throw new SfumatoError('not-found', `There is nothing at ${data}: name a CSV or a folder.`, {
      cause,
    });
  });
  // What is a collection is told by the one who reads them: a list of what was curated is none.
  const hasCsv = await findCsv(data).then(
    () => true,
    () => false,
  );
  return entry.isDirectory() && !hasCsv ? readFolder(options) : readRows(options);
}

async function readRows(options: RealOptions): Promise<RealPictures> {
  const { data, card, size, framing, cacheFolder, onProgress } = options;
  const selection = options.everything ? selectionSchema.parse({}) : selectionOf(card);
  // A second reading is nothing beside decoding, and gives a sentence that fits this command.
  const { rows } = await readCollection(data, { curation: selection.curation ?? 'apply' });
  assertSome(rows, selection);
  const { header, pixels } = await prepareShard({
    ...{ collection: data, selection, size, framing, cacheFolder, onProgress },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    ...{ size, pixels, ids: header.ids, count: header.ids.length },
    classIds: header.ids.map((picture) => {
      const row = byId.get(picture)!;
      return card.classes.flatMap(({ kind, id }) =>
        kind !== 'others' && labelOf(kind, row) === id ? id : [],
      );
    }),
    name: `${nameOf(data)}: ${describeSelection(selection)}`,
  };
}

/**
 * What the card says that training saw. A model that saw the artists of its classes alone
 * is compared with these, however few pictures another collection has of them.
 */
function selectionOf(card: GeneratorCard): Selection {
  const options = card.training.options as { selection?: unknown };
  const selection = selectionSchema.parse(options.selection ?? {});
  const ofArtists = String(selection.classKinds) === 'artist';
  if (selection.others === 'unlabelled' || !ofArtists) return selection;
  return {
    ...selection,
    artists: selection.artists.length > 0 ? selection.artists : card.classes.map(({ id }) => id),
    minCount: 1,
  };
}

function assertSome(rows: Parameters<typeof selectPictures>[0], selection: Selection): void {
  try {
    selectPictures(rows, selection);
  } catch (cause) {
    throw new SfumatoError(
      'invalid-input',
      `No picture is of the kind that the model learned from (${describeSelection(selection)}). Add --everything to compare with all of them.`,
      { cause },
    );
  }
}

async function readFolder(options: RealOptions): Promise<RealPictures> {
  const { data, size, framing, onProgress } = options;
  const files = (await listPictures([data])).map((listed) => {
    if ('error' in listed) throw listed.error;
    return listed.file;
  });
  const limit = pLimit(4);
  let done = 0;
  const decoded = await Promise.all(
    files.map((file) =>
      limit(async () => {
        const square = await readable(file, decodeSquare(file, size, framing));
        onProgress(++done, files.length);
        return square;
      }),
    ),
  );
  return {
    ...{ size, count: files.length, ids: files.map((file) => path.basename(file)) },
    pixels: Buffer.concat(decoded, files.length * bytesPerPicture(size)),
    classIds: files.map(() => []),
    name: `${nameOf(data)}: every picture`,
  };
}

const nameOf = (data: string) => path.basename(data).replace(/\.csv$/, '');

/** The pictures of these indices. */
export function someReal(real: RealPictures, indices: readonly number[]): RealPictures {
  const bytes = bytesPerPicture(real.size);
  const pixels = new Uint8Array(indices.length * bytes);
  indices.forEach((from, i) => pixels.set(pixelsOf(real, from), i * bytes));
  return {
    ...real,
    ...{ pixels, count: indices.length },
    ids: indices.map((i) => real.ids[i]!),
    classIds: indices.map((i) => real.classIds[i]!),
  };
}

/** Of one picture, [size, size, 3]. */
export function pixelsOf({ pixels, size }: RealPictures, index: number): Uint8Array {
  const bytes = bytesPerPicture(size);
  return pixels.subarray(index * bytes, (index + 1) * bytes);
}
