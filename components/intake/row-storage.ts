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
  const open = () =>
    openDB(name, 1, {
      upgrade(db) {
        db.createObjectStore(store, { keyPath: 'id' });
      },
    });
  const given = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const database = await Promise.race([open(), given]);
    if (database) return databaseStorage(database, store, open);
  } catch {
    // It is forbidden (then even asking throws) or broken: the screen works, and says that nothing is kept.
  }
  return createMemoryStorage();
}

/** Browsers close connections on their own: pages that slept, storage that was cleared or crashed. */
const CLOSED = ['InvalidStateError', 'UnknownError', 'AbortError'];
const isClosed = (thrown: unknown) =>
  thrown instanceof DOMException && CLOSED.includes(thrown.name);

/** @param open for another connection when the first one was closed */
function databaseStorage<Row extends { readonly id: string }>(
  database: IDBPDatabase,
  store: string,
  open: () => Promise<IDBPDatabase>,
): RowStorage<Row> {
  let connected = Promise.resolve(database);
  /** All that is asked for may be asked for twice. */
  async function ask<T>(question: (database: IDBPDatabase) => Promise<T>): Promise<T> {
    const connection = connected;
    try {
      return await question(await connection);
    } catch (thrown) {
      if (!isClosed(thrown)) throw thrown;
      if (connection === connected) {
        connected = open();
        void connection.then((closed) => closed.close()).catch(() => undefined);
      }
      return question(await connected);
    }
  }
  return {
    persistent: true,
    read: () => ask(async (db) => (await db.getAll(store)) as Row[]),
    write: (row) =>
      ask(async (db) => {
        await db.put(store, row);
      }),
    delete: (id) => ask((db) => db.delete(store, id)),
    clear: () => ask((db) => db.clear(store)),
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
