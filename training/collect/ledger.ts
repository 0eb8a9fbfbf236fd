/**
 * What has been done, line by line, in `collect.jsonl` beside the pictures: whatever happens,
 * nothing is fetched twice, and it can be said of each picture where it is from.
 */
import { appendFile, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import pLimit from 'p-limit';
import { z } from 'zod';

import { LICENCES } from './licence';

const entrySchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('kept'),
    id: z.string(),
    /** Below the collection's folder. */
    file: z.string(),
    bytes: z.number(),
    sha256: z.string(),
    /** What stands in the table. */
    row: z.record(z.string(), z.string()),
  }),
  z.object({
    status: z.literal('refused'),
    id: z.string(),
    why: z.string(),
    /** Set where it was the licence: others may be allowed the next time. */
    licence: z.enum(LICENCES).optional(),
    /** Set where another picture has the same bytes: its id. */
    twin: z.string().optional(),
  }),
  z.object({ status: z.literal('failed'), id: z.string(), why: z.string() }),
  /** Everything before this line stands in the table. */
  z.object({ status: z.literal('written') }),
]);
export type Entry = z.output<typeof entrySchema>;
export type Kept = Extract<Entry, { status: 'kept' }>;
type About = Exclude<Entry, { status: 'written' }>;

export const LEDGER_FILE = 'collect.jsonl';

export interface Ledger {
  find(id: string): About | undefined;
  /** The picture with these bytes, if it is here. */
  withBytes(sha256: string): Kept | undefined;
  /** Everything that is kept, in the order in which it came. */
  kept(): readonly Kept[];
  /** Kept, but not yet in the table. */
  unwritten(): readonly Kept[];
  /** One such task at a time: for looking something up and adding what follows from it. */
  alone<T>(task: () => Promise<T>): Promise<T>;
  add(entry: Entry): Promise<void>;
}

/** Opens the ledger of a folder; a line that a kill cut short is forgotten. */
export async function openLedger(folder: string): Promise<Ledger> {
  const file = path.join(folder, LEDGER_FILE);
  const known = new Map<string, About>();
  const hashes = new Map<string, Kept>();
  let unwritten: Kept[] = [];
  const take = (entry: Entry) => {
    if (entry.status === 'written') {
      unwritten = [];
      return;
    }
    known.set(entry.id, entry);
    if (entry.status === 'kept') {
      hashes.set(entry.sha256, entry);
      unwritten.push(entry);
    }
  };
  const text = await readFile(file, 'utf8').catch(() => '');
  for (const line of text.split('\n')) {
    const entry = parseLine(line);
    if (entry) take(entry);
  }
  const one = pLimit(1);
  let start = text === '' || text.endsWith('\n') ? '' : '\n';
  return {
    find: (id) => known.get(id),
    withBytes: (sha256) => hashes.get(sha256),
    kept: () => [...known.values()].filter((entry) => entry.status === 'kept'),
    unwritten: () => unwritten,
    alone: (task) => one(task),
    async add(entry) {
      take(entry);
      const line = `${start}${JSON.stringify(entry)}\n`;
      start = '';
      await mkdir(folder, { recursive: true });
      await appendFile(file, line);
    },
  };
}

function parseLine(line: string): Entry | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Whether a kept picture still lies there as it came. */
export async function isThere(folder: string, { file, bytes }: Kept): Promise<boolean> {
  const entry = await stat(path.join(folder, file)).catch(() => undefined);
  return entry?.isFile() === true && entry.size === bytes;
}
