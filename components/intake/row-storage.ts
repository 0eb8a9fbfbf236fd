/** Rows that a screen keeps on this device, in an IndexedDB of its own. */
import { openDB, type IDBPDatabase } from 'idb';

export interface RowStorage<Row extends { readonly id: string }> {
  /** False where the browser keeps nothing: all is lost with the tab. */
  readonly persistent: boolean;
  read(): Promise<Row[]>;
  write(row: Row): Promise<void>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
}

/** Some browsers, once in a while, never answer when they are asked for their storage. */
const PATIENCE_MS = 3000;

/** Opens the device's storage; where there is none, a stand-in that lasts as long as the page. */
export async function openRowStorage<Row extends { readonly id: string }>(
  name: string,
  store: string,
): Promise<RowStorage<Row>> {
  const given = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const opening = openDB(name, 1, {
      upgrade(db) {
        db.createObjectStore(store, { keyPath: 'id' });
      },
    });
    const database = await Promise.race([opening, given]);
    if (database) return databaseStorage(database, store);
  } catch {
    // It is forbidden (then even asking throws) or broken: the screen works, and says that nothing is kept.
  }
  return createMemoryStorage();
}

function databaseStorage<Row extends { readonly id: string }>(
  database: IDBPDatabase,
  store: string,
): RowStorage<Row> {
  return {
    persistent: true,
    read: async () => (await database.getAll(store)) as Row[],
    write: async (row) => {
      await database.put(store, row);
    },
    delete: (id) => database.delete(store, id),
    clear: () => database.clear(store),
  };
}

/** Keeps everything in memory. */
export function createMemoryStorage<Row extends { readonly id: string }>(): RowStorage<Row> {
  const rows = new Map<string, Row>();
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
