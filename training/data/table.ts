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

/** The names of columns that are read by this program, written in small letters. */
const NAMES: ReadonlySet<string> = new Set([
  ...['id', 'file', 'artist', 'died', 'style', 'genre', 'title', 'year', 'colourfulness'],
  ...['licence', 'licence_text', 'page', 'credit', 'source', 'sha256'],
  ...['style_probability', 'genre_probability'],
  ...['reason', 'score', 'decision', 'by', 'about'],
]);

/**
 * The text of a table. Byte order marks decide; without one it is UTF-16 where every second
 * byte is 0, else UTF-8, or what Windows programs write where it cannot be.
 */
export function decodeTable(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    // In one piece, Node 20 reads Latin-1 instead: other signs from 0x80 to 0x9f.
    const decoder = new TextDecoder('windows-1252');
    return decoder.decode(marked ? bytes.subarray(3) : bytes, { stream: true }) + decoder.decode();
  }
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  // The names that tables begin with are in Latin letters.
  const heading = bytes.subarray(0, Math.min(bytes.length & ~1, 8));
  if (heading.length === 0) return undefined;
  const zeros = (from: number) => heading.every((byte, i) => (byte === 0) === (i % 2 === from));
  return zeros(1) ? 'utf-16le' : zeros(0) ? 'utf-16be' : undefined;
}

/** The line with which a spreadsheet says what parts the columns; no part of the table. */
const SEPARATOR = /^\ufeff?"?sep=([^\r\n])"?(?:\r\n|\r|\n)/i;

/** Spreadsheets of many countries part columns by semicolons or tabs; the first line tells. */
function delimiterOf(text: string): string {
  const heading = text.split(/\r\n|\r|\n/, 1)[0]!.replace(/"[^"]*"/g, '');
  const count = (mark: string) => heading.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/**
 * The columns' names. Those that this program reads may be written in capitals; columns without
 * a name get their number, so that nothing in them is lost when the table is written.
 */
function columnsOf(heading: readonly string[]): string[] {
  const cells = heading.map((cell) => cell.trim());
  return cells.map((cell, i) => {
    const small = cell.toLowerCase();
    if (NAMES.has(small) && !cells.includes(small)) return small;
    return cell === '' ? `column ${i + 1}` : cell;
  });
}

/**
 * Reads a table with a heading line; empty lines are left out, and cells that are missing at
 * the end of a row are empty.
 * @throws SfumatoError `invalid-input` with the line where it cannot be read, or the names that
 *   several columns have.
 */
export function parseTable(text: string, name: string): ReadTable {
  const separator = SEPARATOR.exec(text);
  const table = separator ? text.slice(separator[0].length) : text;
  const read = parseCells(table, { name, delimiter: separator?.[1] ?? delimiterOf(table) });
  const twice = new Set(read.columns.filter((column, i) => read.columns.indexOf(column) !== i));
  if (twice.size > 0) {
    throw new SfumatoError(
      'invalid-input',
      `${name} has several columns with the name ${[...twice].join(', ')}: give each another one.`,
    );
  }
  return separator ? { ...read, lines: read.lines.map((line) => line + 1) } : read;
}

function parseCells(
  text: string,
  { name, delimiter }: { name: string; delimiter: string },
): ReadTable {
  let columns: string[] = [];
  try {
    const found = parse(text, {
      bom: true,
      columns: (heading: string[]) => (columns = columnsOf(heading)),
      delimiter,
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
