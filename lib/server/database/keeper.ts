import { SfumatoError } from '@/lib/errors';

import type { Database, OpenDatabase } from './database';
import { databaseError, UNAVAILABLE } from './failures';

/** After a failure nobody tries to open the database again for so long. */
const PAUSE_MS = 5_000;

export interface KeeperOptions {
  readonly open: () => Promise<OpenDatabase>;
  /** Told why the database cannot be opened, for whoever runs the server. */
  readonly report: (sentence: string) => void;
  /** Milliseconds, from any beginning. */
  readonly clock: () => number;
}

/** The one door to the database. */
export interface Keeper {
  /**
   * Does something with the database, which is opened when it is wanted for the first time.
   * @throws SfumatoError `unavailable` while it cannot be reached, `internal` for other
   * failures of the database, and whatever of the family `work` throws. No message shows
   * anything of the database.
   */
  use<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** The same with what is open, for whoever needs more than the tables. */
  useOpen<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T>;
  /** Closes the database if it is open. */
  close(): Promise<void>;
}

/** A database that cannot be opened is tried again later: it may come back without a restart. */
export function createKeeper({ open, report, clock }: KeeperOptions): Keeper {
  let opening: Promise<OpenDatabase> | undefined;
  let failedAt = -Infinity;

  async function tryToOpen(): Promise<OpenDatabase> {
    try {
      return await open();
    } catch (thrown) {
      opening = undefined;
      failedAt = clock();
      const error = databaseError(thrown);
      report(`The database cannot be opened. ${thrown === error ? error.message : causeOf(error)}`);
      // What is wrong with the server's settings is not for its visitors.
      throw new SfumatoError('unavailable', UNAVAILABLE, { cause: error });
    }
  }

  async function opened(): Promise<OpenDatabase> {
    if (!opening) {
      if (clock() - failedAt < PAUSE_MS) throw new SfumatoError('unavailable', UNAVAILABLE);
      opening = tryToOpen();
    }
    return opening;
  }

  async function useOpen<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
    const database = await opened();
    try {
      return await work(database);
    } catch (thrown) {
      throw databaseError(thrown);
    }
  }

  return {
    useOpen,
    use: (work) => useOpen(({ db }) => work(db)),
    async close() {
      const closing = opening;
      opening = undefined;
      // One that could not be opened need not be closed; that was reported.
      const database = await closing?.catch(() => undefined);
      await database?.close();
    },
  };
}

function causeOf({ cause, message }: SfumatoError): string {
  return cause instanceof Error ? cause.message : message;
}
