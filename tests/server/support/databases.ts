/** The databases that tests run on: the embedded one always, PostgreSQL where it is installed. */
import { fileURLToPath } from 'node:url';

import type { OpenDatabase } from '@/lib/server/database/database';
import { openInMemory } from '@/lib/server/database/embedded';
import { migrate, readMigrations, type Migration } from '@/lib/server/database/migrate';
import { createPool, openPostgres } from '@/lib/server/database/postgres';

import { findPostgres, startPostgres, type Cluster } from './postgres';

/** The folder of the app. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export const MIGRATIONS: readonly Migration[] = await readMigrations(
  fileURLToPath(new URL('../../../lib/server/database/migrations', import.meta.url)),
);

export interface TestDatabase {
  readonly name: string;
  /** An empty database, and where it is if that is a server; closing it removes all of it. */
  open(): Promise<OpenDatabase & { readonly url?: string }>;
}

export const programs = findPostgres();
if (programs === undefined) {
  console.warn('PostgreSQL is not installed here: these tests ran on the embedded database only.');
}

const embedded: TestDatabase = { name: 'the embedded database', open: openInMemory };

const postgres: TestDatabase = {
  name: 'PostgreSQL',
  async open() {
    const cluster = await startPostgres(programs!);
    const url = await cluster.createDatabase();
    const database = await openPostgres(createPool(url));
    return { ...database, url, close: () => closeAll(database, cluster) };
  },
};

async function closeAll(database: OpenDatabase, cluster: Cluster): Promise<void> {
  await database.close();
  cluster.stop();
}

export const testDatabases: readonly TestDatabase[] =
  programs === undefined ? [embedded] : [embedded, postgres];

/** A database in its present form. */
export async function openMigrated(database: TestDatabase): Promise<OpenDatabase> {
  const open = await database.open();
  await migrate(open, MIGRATIONS);
  return open;
}
