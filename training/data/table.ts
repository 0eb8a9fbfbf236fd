/** Tables of pictures as files: RFC 4180, in UTF-8; what people's programs make of it is read, too. */
import { readFile } from 'node:fs/promises';

import { parse } from 'csv-parse/sync';

import { SfumatoError } from '@/lib/errors';

import { writeWhole } from '../write-whole';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<Readonly<Record<string, string>>>;
}

export interface ReadTable extends Table {
  /** The line of the file that each row ends on. */
  readonly lines: readonly number[];
}

/**
 * The text of a table. Byte order marks decide; without one it is UTF-8, or what Windows
 * programs write where it cannot be.
 */
export function decodeTable(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Spreadsheets of many countries part columns by semicolons or tabs; the first line tells. */
function delimiterOf(text: string): string {
  const heading = text.split(/\r\n|\r|\n/, 1)[0]!.replace(/"[^"]*"/g, '');
  const count = (mark: string) => heading.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/**
 * Reads a table with a heading line; empty lines are left out, and cells that are missing at
 * the end of a row are empty.
 * @throws SfumatoError `invalid-input` with the line where it cannot be read.
 */
export function parseTable(text: string, name: string): ReadTable {
  let columns: string[] = [];
  try {
    const found = parse(text, {
      bom: true,
      columns: (heading: string[]) => (columns = heading.map((cell) => cell.trim())),
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      relax_column_count_less: true,
      trim: true,
      info: true,
    }) as unknown as { record: Record<string, string>; info: { lines: number } }[];
    return {
      columns,
      rows: found.map(({ record }) => record),
      lines: found.map(({ info }) => info.lines),
    };
  } catch (cause) {
    throw new SfumatoError(
      'invalid-input',
      `${name} is not a table that can be read: ${(cause as Error).message}.`,
      { cause },
    );
  }
}

/** @throws SfumatoError `invalid-input`, `not-found`. */
export async function readTable(file: string): Promise<ReadTable> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new SfumatoError('not-found', `${file} cannot be read.`, { cause });
  });
  return parseTable(decodeTable(bytes), file);
}

export function formatTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `${cells.map(cellOf).join(',')}\n`;
  return (
    line(columns) + rows.map((row) => line(columns.map((column) => row[column] ?? ''))).join('')
  );
}

function cellOf(text: string): string {
  const flat = text.replaceAll('\0', '');
  return /[",\r\n]|^\s|\s$/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat;
}

export async function writeTable(file: string, table: Table): Promise<void> {
  await writeWhole(file, formatTable(table));
}
