import { join } from 'node:path';

import type { OpenDatabase } from './database';
import { migrate, readMigrations } from './migrate';
import type { DatabaseSettings } from './settings';

/**
 * Opens the database and brings it into its present form. Drivers are loaded here: an
 * app on PostgreSQL never loads the embedded one, and the other way round.
 * @param root the folder of the app, where the migrations lie
 * @throws SfumatoError `unavailable` with a sentence for whoever runs the server; whatever
 * the driver throws.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  root: string,
): Promise<OpenDatabase> {
  const migrations = await readMigrations(join(root, 'lib', 'server', 'database', 'migrations'));
  const database = await openDriver(settings);
  try {
    await migrate(database, migrations);
    return database;
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}

async function openDriver(settings: DatabaseSettings): Promise<OpenDatabase> {
  if (settings.kind === 'embedded') {
    const { openEmbedded } = await import('./embedded');
    return openEmbedded(settings.folder);
  }
  const { createPool, openPostgres } = await import('./postgres');
  const pool = createPool(settings.url);
  try {
    return await openPostgres(pool);
  } catch (thrown) {
    await pool.end();
    throw thrown;
  }
}
