/** Gathers pictures of a source into a collection: finds, decides, fetches, writes down. */
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import pLimit from 'p-limit';

import { SfumatoError, toSfumatoError } from '@/lib/errors';
import { readHeader } from '@/lib/image/open/header';

import { readTable, writeTable, type Table } from '../data/table';
import { isThere, openLedger, type Kept, type Ledger } from './ledger';
import type { Licence } from './licence';
import { COLUMNS, fileOf, idOf, rowOf, TABLE_FILE } from './place';
import type { Asking, Candidate, Source } from './source';
import { isRefused, type Work } from './work';

/** Works that are looked at and fetched at a time; the pace of each host is the fetcher's. */
const AT_A_TIME = 8;
/** The table is written anew after so many pictures. */
const WRITE_EVERY = 50;

export interface CollectOptions {
  readonly source: Source;
  readonly asking: Asking;
  readonly base: (service: string, path: string) => URL;
  /** The collection's folder. */
  readonly folder: string;
  /** So many pictures of this question, those that are here already among them. */
  readonly max: number;
  /** Say what would be fetched; write nothing. */
  readonly dryRun: boolean;
  readonly onPicture?: (work: Work, id: string) => void;
  readonly onFailure?: (id: string, sentence: string) => void;
  readonly onProgress?: (summary: Summary) => void;
}

export interface Summary {
  /** Fetched now (or that would be, in a dry run). */
  readonly fetched: number;
  /** Here already. */
  readonly already: number;
  /** Not taken, and why. */
  readonly refused: Readonly<Record<string, number>>;
  readonly failed: number;
  readonly bytes: number;
}

/**
 * A picture that fails is told about and does not hold up the others. What was fetched stands
 * in the table, however it ends.
 * @throws SfumatoError `cancelled` after the signal; whatever keeps the source from being read.
 */
export async function collect(options: CollectOptions): Promise<Summary> {
  const ledger = await openLedger(options.folder);
  const state = {
    fetched: 0,
    already: 0,
    refused: {} as Record<string, number>,
    failed: 0,
    bytes: 0,
  };
  const { asking, max, dryRun } = options;
  const limit = pLimit(AT_A_TIME);
  const writing = pLimit(1);
  const running = new Set<Promise<void>>();
  let reserved = 0;

  const write = () => writing(() => writeUnwritten(options.folder, ledger));
  const one = async (candidate: Candidate, id: string) => {
    const outcome = await takeOne(candidate, id, ledger, options);
    if (outcome === 'already') state.already++;
    else if (typeof outcome === 'number') {
      state.fetched++;
      state.bytes += outcome;
      if (!dryRun && state.fetched % WRITE_EVERY === 0) await write();
    } else {
      // Its place is free for another.
      reserved--;
      if ('failed' in outcome) state.failed++;
      else state.refused[outcome.refused] = (state.refused[outcome.refused] ?? 0) + 1;
    }
    options.onProgress?.(state);
  };
  // The first error that concerns more than one picture ends it all.
  let broken: unknown;
  const settle = async () => {
    await Promise.race(running);
    if (broken !== undefined) throw broken;
  };

  try {
    for await (const candidate of options.source.find(asking, options.base)) {
      asking.signal.throwIfAborted();
      // Wait for those under way where they may be enough, or where many are.
      while (running.size > 0 && (reserved >= max || running.size >= 2 * AT_A_TIME)) await settle();
      if (reserved >= max) break;
      reserved++;
      const work = limit(() => one(candidate, idOf(options.source, candidate.key)))
        .catch((error: unknown) => void (broken ??= error))
        .finally(() => running.delete(work));
      running.add(work);
    }
    while (running.size > 0) await settle();
    if (broken !== undefined) throw broken;
  } catch (error) {
    if (asking.signal.aborted) throw stopped(error);
    throw error;
  } finally {
    await Promise.all(running);
    if (!dryRun) await write();
  }
  return state;
}

const stopped = (cause: unknown) =>
  new SfumatoError(
    'cancelled',
    'Stopped before the end; the same command goes on where it stopped.',
    { cause },
  );

type Outcome = 'already' | number | { readonly refused: string } | { readonly failed: true };

async function takeOne(
  candidate: Candidate,
  id: string,
  ledger: Ledger,
  options: CollectOptions,
): Promise<Outcome> {
  const { asking, folder, dryRun } = options;
  const { licences, signal } = asking;
  const known = ledger.find(id);
  if (known?.status === 'kept' && (await isThere(folder, known))) return 'already';
  // What was refused for itself will be refused again, and its source need not be asked.
  if (known?.status === 'refused' && known.licence !== undefined && !licences.has(known.licence)) {
    return { refused: known.why };
  }
  if (known?.status === 'refused' && (await isTwinThere(known.twin, ledger, folder))) {
    return { refused: known.why };
  }
  try {
    const work = await candidate.details();
    const refused = isRefused(work) ? work.refused : refusalOf(work, licences);
    if (refused !== undefined) {
      const licence = isRefused(work) ? {} : { licence: work.licence };
      if (!dryRun) await ledger.add({ status: 'refused', id, why: refused, ...licence });
      return { refused };
    }
    const wanted = work as Work;
    if (dryRun) {
      options.onPicture?.(wanted, id);
      return 0;
    }
    return await fetchWork(wanted, id, ledger, options);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = toSfumatoError(thrown);
    // A host that asks for a long pause asks it of every picture.
    if (error.code === 'busy') throw error;
    if (!dryRun) await ledger.add({ status: 'failed', id, why: error.message });
    options.onFailure?.(id, error.message);
    return { failed: true };
  }
}

/** Whether the picture with the same bytes is still here; without it this one is wanted again. */
async function isTwinThere(id: string | undefined, ledger: Ledger, folder: string) {
  const twin = id === undefined ? undefined : ledger.find(id);
  return twin?.status === 'kept' && (await isThere(folder, twin));
}

function refusalOf(work: Work, licences: ReadonlySet<Licence>): string | undefined {
  return licences.has(work.licence) ? undefined : `licence: ${work.licence}`;
}

async function fetchWork(
  work: Work,
  id: string,
  ledger: Ledger,
  { asking, folder, source, onPicture }: CollectOptions,
): Promise<Outcome> {
  const saved = await asking.fetcher.picture(work.picture, { as: source.picturesAre }, (format) =>
    path.join(folder, fileOf(id, work, format)),
  );
  try {
    // Whole, of a size that can be decoded, and what its first bytes said.
    readHeader(await readFile(saved.file), id);
  } catch (error) {
    await rm(saved.file, { force: true });
    throw error;
  }
  const file = path.relative(folder, saved.file).split(path.sep).join('/');
  const { bytes, sha256 } = saved;
  const row = rowOf(id, work, { file, source, sha256 });
  // Of two with the same bytes that come at once, the second must see the first.
  return ledger.alone(async () => {
    const twin = ledger.withBytes(sha256);
    if (twin && twin.id !== id && (await isThere(folder, twin))) {
      await rm(saved.file);
      const why = 'the same file as another';
      await ledger.add({ status: 'refused', id, why, twin: twin.id });
      return { refused: why };
    }
    await ledger.add({ status: 'kept', id, file, bytes, sha256, row });
    onPicture?.(work, id);
    return bytes;
  });
}

/**
 * Adds what is new to the table; what people have changed in it stays as it is. A table that is
 * gone comes back with everything that is here.
 */
async function writeUnwritten(folder: string, ledger: Ledger): Promise<void> {
  const file = path.join(folder, TABLE_FILE);
  const isGone = (await stat(file).catch(() => undefined)) === undefined;
  const fresh = isGone ? await allThere(folder, ledger) : ledger.unwritten();
  if (fresh.length === 0) return;
  const table: Table = isGone ? { columns: [], rows: [] } : await readTable(file);
  const there = new Set(table.rows.map((row) => row['id']));
  const added = fresh.filter(({ id }) => !there.has(id)).map(({ row }) => row);
  const columns = [...table.columns, ...COLUMNS.filter((name) => !table.columns.includes(name))];
  await writeTable(file, { columns, rows: [...table.rows, ...added] });
  await ledger.add({ status: 'written' });
}

async function allThere(folder: string, ledger: Ledger): Promise<Kept[]> {
  const all: Kept[] = [];
  for (const entry of ledger.kept()) if (await isThere(folder, entry)) all.push(entry);
  return all;
}
