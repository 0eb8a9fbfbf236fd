/**
 * A collection: a folder of pictures and a CSV beside them that says what they are.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { parse } from 'csv-parse';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

const optionalText = z.string().default('');
const optionalNumber = z
  .string()
  .default('')
  .transform((text) => (text.trim() === '' ? undefined : Number(text)))
  .pipe(z.number().optional());

/** One row of the CSV. `id`, `file` and `artist` must be there; an empty label means unknown. */
const rowSchema = z.object({
  id: z.string().min(1),
  /** Path below the collection's picture folder. */
  file: z.string().min(1),
  /** Slug, e.g. `claude-monet`. */
  artist: z.string().min(1),
  died: optionalNumber,
  style: optionalText,
  genre: optionalText,
  title: optionalText,
  /** Hasler and Süsstrunk 2003; under 12 is nearly grey. */
  colourfulness: optionalNumber,
  source: optionalText,
});
export type PictureRow = z.output<typeof rowSchema>;

export interface Collection {
  /** The folder that `file` is relative to. */
  readonly folder: string;
  readonly rows: readonly PictureRow[];
}

/**
 * Reads `<name>.csv` and takes `<name>/` beside it as the picture folder; a folder
 * works too, with the one CSV in it or beside it.
 * @throws SfumatoError `invalid-input`, naming the file and line.
 */
export async function readCollection(location: string): Promise<Collection> {
  const csv = await findCsv(location);
  const rows: PictureRow[] = [];
  const seen = new Set<string>();
  const stripped = csv.slice(0, -'.csv'.length);
  const folder = (await isDirectory(stripped)) ? stripped : path.dirname(csv);
  const parser = createReadStream(csv).pipe(
    parse({ columns: true, bom: true, skip_empty_lines: true, trim: true }),
  );
  try {
    for await (const record of parser) {
      const line = parser.info.lines;
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
      rows.push(row.data);
    }
  } catch (error) {
    if (error instanceof SfumatoError) throw error;
    throw invalid(`${csv} is not a CSV that can be read: ${(error as Error).message}.`, error);
  }
  if (rows.length === 0) throw invalid(`${csv} has no rows.`);
  return { folder, rows };
}

/** The picture's path; never outside of the collection. */
export function containedPath(folder: string, file: string): string {
  const resolved = path.resolve(folder, file);
  if (!resolved.startsWith(path.resolve(folder) + path.sep)) {
    throw invalid(`The file "${file}" lies outside of the collection's folder.`);
  }
  return resolved;
}

async function findCsv(location: string): Promise<string> {
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
