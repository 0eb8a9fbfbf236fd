import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';

import { SfumatoError } from '@/lib/errors';

import type { OpenDatabase } from './database';
import { lockFolder } from './folder-lock';
import * as schema from './schema';

/** Lies inside a database that was made to the end. */
const FINISHED = 'sfumato-finished';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * PostgreSQL inside this process (PGlite), kept in `<folder>/database`. What it confirmed is
 * with the operating system and survives the end of the process, however sudden; it does
 * not wait for the disk, so a power cut may cost the last moments or more (docs/server.md).
 * @throws SfumatoError `unavailable` when the folder cannot be written or another process
 * uses it; whatever PGlite throws.
 */
export async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const unlock = prepare(folder);
  const path = join(folder, 'database');
  try {
    // Whoever ended the process while the database was being made had nothing in it yet.
    if (existsSync(path) && !existsSync(join(path, FINISHED))) {
      renameSync(path, join(folder, `unfinished-${Date.now()}`));
    }
    const client = await PGlite.create(path);
    writeFileSync(join(path, FINISHED), '');
    await tidy(client);
    const daily = setInterval(() => void tidy(client), DAY_MS);
    daily.unref();
    return openClient(client, () => {
      clearInterval(daily);
      unlock();
    });
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}

/** The same in memory, gone when it is closed. */
export async function openInMemory(): Promise<OpenDatabase> {
  return openClient(await PGlite.create(), () => {});
}

function openClient(client: PGlite, afterwards: () => void): OpenDatabase {
  return {
    db: drizzle({ client, schema }),
    async close() {
      await client.close();
      afterwards();
    },
    inOneTransaction: (work) =>
      client.transaction((transaction) =>
        work(async (statements, values) => {
          // Only statements without values may come several at once.
          if (values) {
            return (await transaction.query<Record<string, unknown>>(statements, [...values])).rows;
          }
          const results = await transaction.exec(statements);
          return (results.at(-1)?.rows ?? []) as Record<string, unknown>[];
        }),
      ),
  };
}

/**
 * What a PostgreSQL server does by itself now and then: gives room of deleted rows back, and
 * counts what is in the tables, without which queries of families are planned badly.
 */
async function tidy(client: PGlite): Promise<void> {
  try {
    await client.exec('VACUUM (ANALYZE)');
  } catch (thrown) {
    // Nothing depends on it; the next time will do.
    console.error(`The database could not be tidied up. ${String(thrown)}`);
  }
}

/** Makes the folder, for this account's eyes only, and takes it. @returns what gives it back */
function prepare(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return lockFolder(folder);
  } catch (thrown) {
    if (thrown instanceof SfumatoError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SfumatoError(
      'unavailable',
      `Nothing can be kept, because the folder ${folder} cannot be written: make it writable or name another one in SFUMATO_DATA. Everything else works. (${reason})`,
      { cause: thrown },
    );
  }
}
