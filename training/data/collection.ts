/**
 * A collection: a folder of pictures and a CSV beside them that says what they are.
 */
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import { droppedIds, readCuration } from './curation';
import { readTable } from './table';
import { yearOf } from './year';

const optionalText = z.string().default('');
const optionalNumber = z
  .string()
  .default('')
  .transform((text) => (text.trim() === '' ? undefined : Number(text)))
  .pipe(z.number().optional());

/** People write "c. 1890" and "unknown" into such columns; that is no reason to read nothing. */
const optionalYear = z
  .string()
  .default('')
  .transform((text) => {
    const plain = text.trim() === '' ? NaN : Number(text);
    return Number.isFinite(plain) ? plain : yearOf(text);
  });

/** One row of the CSV. `id`, `file` and `artist` must be there; an empty label means unknown. */
const rowSchema = z.object({
  id: z.string().min(1),
  /** Path below the collection's picture folder. */
  file: z.string().min(1),
  /** Slug, e.g. `claude-monet`. */
  artist: z.string().min(1),
  died: optionalYear,
  style: optionalText,
  genre: optionalText,
  title: optionalText,
  /** Hasler and Süsstrunk 2003; under 12 is nearly grey. */
  colourfulness: optionalNumber,
  source: optionalText,
  /** When it was finished. */
  year: optionalYear.optional(),
  licence: z.string().optional(),
});
export type PictureRow = z.output<typeof rowSchema>;

export interface Collection {
  /** The folder that `file` is relative to. */
  readonly folder: string;
  readonly rows: readonly PictureRow[];
  /** Rows that the curation drops; not among `rows`. */
  readonly dropped: readonly PictureRow[];
}

export interface ReadOptions {
  /** `ignore`: read everything, as those do who make the curation or ask what it is worth. */
  readonly curation?: 'apply' | 'ignore';
}

/**
 * Reads `<name>.csv` and takes `<name>/` beside it as the picture folder; a folder
 * works too, with the one CSV in it or beside it. What a curation in the picture folder
 * drops is left out.
 * @throws SfumatoError `invalid-input`, naming the file and line.
 */
export async function readCollection(
  location: string,
  { curation = 'apply' }: ReadOptions = {},
): Promise<Collection> {
  const csv = await findCsv(location);
  const stripped = csv.slice(0, -'.csv'.length);
  const folder = (await isDirectory(stripped)) ? stripped : path.dirname(csv);
  const all = await readRows(csv, folder);
  if (curation === 'ignore') return { folder, rows: all, dropped: [] };
  const gone = droppedIds(await readCuration(folder));
  const rows = all.filter(({ id }) => !gone.has(id));
  if (rows.length === 0) throw invalid(`The curation of ${csv} drops every picture.`);
  return { folder, rows, dropped: all.filter(({ id }) => gone.has(id)) };
}

async function readRows(csv: string, folder: string): Promise<PictureRow[]> {
  const table = await readTable(csv);
  if (table.columns.length === 0) {
    throw invalid(`${csv} is empty: its first line names the columns, at least id, file, artist.`);
  }
  const missing = ['id', 'file', 'artist'].filter((name) => !table.columns.includes(name));
  if (missing.length > 0) {
    throw invalid(
      `${csv} has no column ${missing.join(' and no column ')}; it has ${table.columns.join(', ')}.`,
    );
  }
  const seen = new Set<string>();
  const rows = table.rows.map((record, i) => {
    const line = table.lines[i];
    const row = rowSchema.safeParse(record);
    if (!row.success) {
      const issue = row.error.issues[0]!;
      throw invalid(`${csv}, line ${line}: ${issue.path.join('.')}: ${issue.message}.`);
    }
    if (seen.has(row.data.id)) {
      throw invalid(`${csv}, line ${line}: the id ${row.data.id} is there twice.`);
    }
    seen.add(row.data.id);
    containedPath(folder, row.data.file);
    return row.data;
  });
  if (rows.length === 0) throw invalid(`${csv} has no rows.`);
  return rows;
}

/**
 * The picture's path; never outside of the collection, neither by its name nor by a link. The
 * collection's folder may itself be one.
 * @throws SfumatoError `invalid-input`.
 */
export function containedPath(folder: string, file: string): string {
  const root = path.resolve(folder);
  const resolved = path.resolve(root, file);
  if (!isBelow(root, resolved) || !isBelow(realFolder(root), realFile(resolved))) {
    throw invalid(`The file "${file}" lies outside of the collection's folder.`);
  }
  return resolved;
}

const isBelow = (folder: string, place: string) => place.startsWith(folder + path.sep);

/** Where a file really lies; what is not there is told about by whoever opens it. */
function realFile(file: string): string {
  const entry = lstatSync(file, { throwIfNoEntry: false });
  if (entry?.isSymbolicLink()) return realPath(file);
  return path.join(realFolder(path.dirname(file)), path.basename(file));
}

/** Thousands of pictures share a few folders: each is asked about once. */
const realFolders = new Map<string, string>();

function realFolder(folder: string): string {
  const known = realFolders.get(folder);
  if (known !== undefined) return known;
  const real = realPath(folder);
  realFolders.set(folder, real);
  return real;
}

function realPath(place: string): string {
  if (existsSync(place)) return realpathSync.native(place);
  // Of what does not exist, the folders may, and may be links.
  const above = path.dirname(place);
  return above === place ? place : path.join(realPath(above), path.basename(place));
}

export async function findCsv(location: string): Promise<string> {
  const candidates = location.endsWith('.csv')
    ? [location]
    : [
        `${location.replace(/\/+$/, '')}.csv`,
        path.join(location, `${path.basename(location)}.csv`),
      ];
  for (const candidate of [...candidates, path.join(location, 'paintings.csv')]) {
    if (await isFile(candidate)) return candidate;
  }
  throw invalid(
    `No collection at ${location}: name a CSV file, or a folder with a CSV of the same name in it or beside it.`,
  );
}

const isFile = (file: string) =>
  stat(file).then(
    (s) => s.isFile(),
    () => false,
  );
const isDirectory = (file: string) =>
  stat(file).then(
    (s) => s.isDirectory(),
    () => false,
  );

function invalid(message: string, cause?: unknown): SfumatoError {
  return new SfumatoError('invalid-input', message, { cause });
}
