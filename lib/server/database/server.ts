import { SfumatoError } from '@/lib/errors';

import type { Database, RunQuery } from './database';
import { UNAVAILABLE } from './failures';
import { createKeeper, type Keeper } from './keeper';
import { openDatabase } from './open';
import { databaseSettings } from './settings';

/** One for the process: bundled routes may each have a copy of this module. */
const SHARED = Symbol.for('sfumato.database');
type Shared = typeof globalThis & { [SHARED]?: Keeper };

/**
 * Does something with the server's own database, as `DATABASE_URL` or `SFUMATO_DATA` say
 * where it is. Pages that keep or find nothing never come here, and so never open it.
 * @throws SfumatoError as `Keeper.use`.
 */
export function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  return serverKeeper().use(work);
}

/** Where limits are counted that several processes share. */
export const sharedCounters: { readonly query: RunQuery } = {
  query: (query) =>
    serverKeeper().useOpen(({ sharedQuery }) => {
      if (!sharedQuery) throw new SfumatoError('unavailable', UNAVAILABLE);
      return sharedQuery(query);
    }),
};

/** Closes the database if it is open: nobody will ask for anything any more. */
export async function closeDatabase(): Promise<void> {
  await (globalThis as Shared)[SHARED]?.close();
}

function serverKeeper(): Keeper {
  return ((globalThis as Shared)[SHARED] ??= createServerKeeper());
}

function createServerKeeper(): Keeper {
  return createKeeper({
    open: () => {
      const root = process.cwd();
      return openDatabase(databaseSettings(process.env, root), root);
    },
    report: (sentence) => console.error(sentence),
    clock: () => performance.now(),
  });
}
