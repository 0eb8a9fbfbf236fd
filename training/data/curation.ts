/**
 * A curation: what is kept of a collection, what is dropped, and why. It lies beside the
 * pictures as `curation.csv`; nothing is deleted, and whoever reads the collection to train
 * sees what is kept.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import { readTable, writeTable } from './table';

export const CURATION_FILE = 'curation.csv';
const COLUMNS = ['id', 'file', 'reason', 'score', 'decision', 'by', 'about'];

const findingSchema = z.object({
  id: z.string().min(1),
  /** For people who read the table. */
  file: z.string().default(''),
  /** See `REASONS`; a word of her own where a person added the row. */
  reason: z.string().min(1),
  /** How clear it is; what the number means depends on the reason. */
  score: z
    .string()
    .default('')
    .transform((text) => (text === '' ? undefined : Number(text)))
    .pipe(z.number().optional()),
  decision: z.enum(['keep', 'drop']),
  /** `person`: somebody has looked at it, and later searches leave it as it is. */
  by: z.enum(['measure', 'person']).catch('measure'),
  /** What else there is to know, e.g. the picture that it is like. */
  about: z.string().default(''),
});
/** One thing that was found about one picture. */
export type Finding = z.output<typeof findingSchema>;

/**
 * The findings of a folder, or of a file; none where there is no curation.
 * @throws SfumatoError `invalid-input` with the line that cannot be read.
 */
export async function readCuration(location: string): Promise<Finding[]> {
  const file = curationFile(location);
  if (!(await stat(file).catch(() => undefined))) return [];
  const { rows, lines } = await readTable(file);
  return rows.map((row, i) => {
    const parsed = findingSchema.safeParse(row);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0]!;
    throw new SfumatoError(
      'invalid-input',
      `${file}, line ${lines[i]}: ${issue.path.join('.')}: ${issue.message}. Mend the line, or delete the file and run curate again.`,
    );
  });
}

/** Writes the old file or the new one and nothing between. */
export async function writeCuration(location: string, findings: readonly Finding[]): Promise<void> {
  const rows = findings.map(({ score, ...finding }) => ({
    ...finding,
    score: score === undefined ? '' : String(score),
  }));
  await writeTable(curationFile(location), { columns: COLUMNS, rows });
}

const curationFile = (location: string) =>
  location.endsWith('.csv') ? location : path.join(location, CURATION_FILE);

/** Ids of the pictures that are dropped: those with a finding that says so. */
export function droppedIds(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.flatMap(({ id, decision }) => (decision === 'drop' ? [id] : [])));
}
