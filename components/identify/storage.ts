/**
 * What Identify keeps on this device, in IndexedDB: answers, and a reduced copy of
 * each picture, for as long as its owner wants.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { Identification, NearWork } from '@/lib/identify/answer';

export interface ResultRow {
  readonly id: string;
  /** When it was given, in milliseconds since 1970. */
  readonly at: number;
  readonly name: string;
  /** Of the file, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The reduced copy, a JPEG. Bytes, because some private windows cannot keep a Blob. */
  readonly copy: ArrayBuffer;
  readonly identification: Identification;
  readonly works: readonly NearWork[];
}

export interface ResultStorage {
  /** False where the browser keeps nothing: all is lost with the tab. */
  readonly persistent: boolean;
  read(): Promise<ResultRow[]>;
  write(row: ResultRow): Promise<void>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
}

interface ResultDatabase extends DBSchema {
  results: { key: string; value: ResultRow };
}

/** Some browsers, once in a while, never answer when they are asked for their storage. */
const PATIENCE_MS = 3000;

/** Opens the device's storage; where there is none, a stand-in that lasts as long as the page. */
export async function openResultStorage(): Promise<ResultStorage> {
  const opening = openDB<ResultDatabase>('sfumato-identify', 1, {
    upgrade(db) {
      db.createObjectStore('results', { keyPath: 'id' });
    },
  });
  const given = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  // Where it is blocked or broken, identifying works, and says that nothing is kept.
  const database = await Promise.race([opening, given]).catch(() => undefined);
  return database ? databaseStorage(database) : createMemoryStorage();
}

function databaseStorage(database: IDBPDatabase<ResultDatabase>): ResultStorage {
  return {
    persistent: true,
    read: () => database.getAll('results'),
    write: async (row) => {
      await database.put('results', row);
    },
    delete: (id) => database.delete('results', id),
    clear: () => database.clear('results'),
  };
}

/** Keeps everything in memory. */
export function createMemoryStorage(): ResultStorage {
  const rows = new Map<string, ResultRow>();
  return {
    persistent: false,
    read: () => Promise.resolve([...rows.values()]),
    write: async (row) => {
      rows.set(row.id, row);
    },
    delete: async (id) => {
      rows.delete(id);
    },
    clear: async () => rows.clear(),
  };
}
