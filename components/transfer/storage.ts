/**
 * What Transfer keeps on this device, in IndexedDB: the picture that is painted, and those
 * whose styles it is painted in, for as long as their owner wants.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

export interface KeptPicture {
  /** `content`, or the id that the settings know the picture of a style by. */
  readonly id: string;
  readonly name: string;
  /** The file, or a reduced copy of it. Bytes, because some private windows cannot keep a Blob. */
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

export interface PictureStorage {
  /** False where the browser keeps nothing: all is lost with the tab. */
  readonly persistent: boolean;
  read(): Promise<KeptPicture[]>;
  write(row: KeptPicture): Promise<void>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
}

interface PictureDatabase extends DBSchema {
  pictures: { key: string; value: KeptPicture };
}

/** Some browsers, once in a while, never answer when they are asked for their storage. */
const PATIENCE_MS = 3000;

/** Opens the device's storage; where there is none, a stand-in that lasts as long as the page. */
export async function openPictureStorage(): Promise<PictureStorage> {
  const opening = openDB<PictureDatabase>('sfumato-transfer', 1, {
    upgrade(db) {
      db.createObjectStore('pictures', { keyPath: 'id' });
    },
  });
  const given = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  // Where it is blocked or broken, painting works, and says that nothing is kept.
  const database = await Promise.race([opening, given]).catch(() => undefined);
  return database ? databaseStorage(database) : createMemoryStorage();
}

function databaseStorage(database: IDBPDatabase<PictureDatabase>): PictureStorage {
  return {
    persistent: true,
    read: () => database.getAll('pictures'),
    write: async (row) => {
      await database.put('pictures', row);
    },
    delete: (id) => database.delete('pictures', id),
    clear: () => database.clear('pictures'),
  };
}

/** Keeps everything in memory. */
export function createMemoryStorage(): PictureStorage {
  const rows = new Map<string, KeptPicture>();
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
