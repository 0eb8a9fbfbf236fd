import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { SfumatoError } from '@/lib/errors';

import type { OpenDatabase, RunSql } from './database';

/** A numbered step from one form of the database to the next. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: string;
}

/** Any number, the same for all processes: whoever holds it migrates. */
const LOCK = 7_305_726;

/** Another process may be at it; longer than this it is stuck. */
const PATIENCE = '60s';

/**
 * Reads `0001-name.sql`, `0002-name.sql` … from a folder.
 * @throws SfumatoError `internal` when the numbers have gaps or one appears twice.
 */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file, i) => {
      const number = Number(/^(\d{4})-/.exec(file)?.[1]);
      if (number !== i + 1) {
        throw new SfumatoError('internal', `"${file}" should be migration number ${i + 1}.`);
      }
      return {
        number,
        name: file.slice(5, -4),
        statements: await readFile(join(folder, file), 'utf8'),
      };
    }),
  );
}

/**
 * Brings the database into its present form: all missing steps in one transaction, under
 * a lock, so that several processes may start at once. Does nothing where nothing is missing.
 * @returns the numbers of the steps taken
 * @throws SfumatoError `unavailable` when the database is newer than this app or was
 * changed by other steps than these; whatever the driver throws.
 */
export async function migrate(
  database: Pick<OpenDatabase, 'inOneTransaction'>,
  migrations: readonly Migration[],
): Promise<number[]> {
  const taken: number[] = [];
  await database.inOneTransaction(async (run) => {
    taken.length = 0;
    await run(`SET LOCAL lock_timeout = '${PATIENCE}'`);
    await run('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const present = await presentMigrations(run);
    checkHistory(present, migrations);
    for (const { number, name, statements } of migrations.slice(present.length)) {
      await run(statements);
      await run('INSERT INTO migrations (number, name, hash) VALUES ($1, $2, $3)', [
        number,
        name,
        hashOf(statements),
      ]);
      taken.push(number);
    }
  });
  return taken;
}

async function presentMigrations(run: RunSql): Promise<{ number: number; hash: string }[]> {
  await run(`
    CREATE TABLE IF NOT EXISTS migrations (
      number integer PRIMARY KEY,
      name text NOT NULL,
      hash text NOT NULL,
      taken_at timestamptz(3) NOT NULL DEFAULT now()
    )`);
  const rows = await run('SELECT number, hash FROM migrations ORDER BY number');
  return rows.map(({ number, hash }) => ({ number: Number(number), hash: String(hash) }));
}

function checkHistory(
  present: readonly { number: number; hash: string }[],
  migrations: readonly Migration[],
): void {
  for (const [i, { number, hash }] of present.entries()) {
    const ours = migrations[i];
    if (!ours) {
      throw new SfumatoError(
        'unavailable',
        `The database was written by a newer Sfumato (step ${number}): start that one, or restore a backup from before.`,
      );
    }
    if (ours.number !== number || hashOf(ours.statements) !== hash) {
      throw new SfumatoError(
        'unavailable',
        `Step ${number} of the database is not the one of this Sfumato: it belongs to another version. Start the version that made it.`,
      );
    }
  }
}

/** Line ends do not count: version control may change them. */
function hashOf(statements: string): string {
  return createHash('sha256').update(statements.replaceAll('\r\n', '\n')).digest('hex');
}
