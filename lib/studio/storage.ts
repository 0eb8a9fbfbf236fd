/**
 * What the Studio keeps on this device, in IndexedDB: the strip of kept points
 * and the history. Points are stored as permalink codes, so they are as compact,
 * as versioned and as checked as links are.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { Picture } from '@/lib/image/picture';

export interface StripRow {
  readonly id: string;
  readonly code: string;
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
  /** Rows are shown in ascending order. */
  readonly order: number;
  /** A small picture, so that the strip stands before any model is loaded. */
  readonly picture?: Picture;
}

export interface HistoryRow {
  readonly id: string;
  readonly parent: string | null;
  readonly label: string;
  readonly at: number;
  readonly code: string;
  readonly palette: readonly string[];
  /** The ends' codes and the place between them. */
  readonly a: string;
  readonly b: string;
  readonly position: number | null;
  readonly isBeginning?: true;
}

export interface StudioStorage {
  /** False where the browser keeps nothing (some private windows): all is lost with the tab. */
  readonly persistent: boolean;
  readStrip(): Promise<StripRow[]>;
  writeStrip(row: StripRow): Promise<void>;
  deleteStrip(id: string): Promise<void>;
  readHistory(): Promise<HistoryRow[]>;
  writeHistory(rows: readonly HistoryRow[]): Promise<void>;
}

interface StudioDatabase extends DBSchema {
  strip: { key: string; value: StripRow };
  history: { key: string; value: HistoryRow };
}

/** Opens the device's storage; where there is none, a stand-in that lasts as long as the page. */
export async function openStudioStorage(): Promise<StudioStorage> {
  const connect = connection();
  try {
    await connect();
    return databaseStorage(connect);
  } catch {
    // No IndexedDB here (blocked or broken): the Studio works, and says that nothing is kept.
    return createMemoryStorage();
  }
}

type Connect = () => Promise<IDBPDatabase<StudioDatabase>>;

/** The database, opened when it is first asked for, and again once the browser has closed it. */
function connection(): Connect {
  let opened: ReturnType<Connect> | undefined;
  const close = () => {
    opened = undefined;
  };
  return () => {
    opened ??= openDB<StudioDatabase>('sfumato-studio', 1, {
      upgrade(db) {
        db.createObjectStore('strip', { keyPath: 'id' });
        db.createObjectStore('history', { keyPath: 'id' });
      },
      terminated: close,
    }).catch((thrown: unknown) => {
      close();
      throw thrown;
    });
    return opened;
  };
}

function databaseStorage(connect: Connect): StudioStorage {
  return {
    persistent: true,
    readStrip: async () => (await connect()).getAll('strip'),
    writeStrip: async (row) => {
      await (await connect()).put('strip', row);
    },
    deleteStrip: async (id) => (await connect()).delete('strip', id),
    readHistory: async () => (await connect()).getAll('history'),
    writeHistory: async (rows) => {
      const transaction = (await connect()).transaction('history', 'readwrite');
      await Promise.all([...rows.map((row) => transaction.store.put(row)), transaction.done]);
    },
  };
}

/** Keeps everything in memory. */
export function createMemoryStorage(): StudioStorage {
  const strip = new Map<string, StripRow>();
  const history = new Map<string, HistoryRow>();
  return {
    persistent: false,
    readStrip: () => Promise.resolve([...strip.values()]),
    writeStrip: async (row) => {
      strip.set(row.id, row);
    },
    deleteStrip: async (id) => {
      strip.delete(id);
    },
    readHistory: () => Promise.resolve([...history.values()]),
    writeHistory: async (rows) => {
      for (const row of rows) history.set(row.id, row);
    },
  };
}
