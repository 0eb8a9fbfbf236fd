import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';

import { SfumatoError } from '@/lib/errors';

import type { OpenDatabase, RunSql } from './database';
import * as schema from './schema';

/** `UNIQUE NULLS NOT DISTINCT` came with it. */
const OLDEST = 15;

/** Connections of one process. PostgreSQL allows 100 unless told otherwise. */
const CONNECTIONS = 10;

/** Connections to a PostgreSQL server, shared by everything in this process. */
export function createPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // No query of this app takes long; one that does must not hold a connection for ever.
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'sfumato',
  });
  // A connection lost while nobody uses it. The pool opens another one; without a listener
  // the whole process would end.
  pool.on('error', (error) =>
    console.error(`A connection to PostgreSQL was lost: ${error.message}`),
  );
  return pool;
}

/**
 * A PostgreSQL server as the database.
 * @throws SfumatoError `unavailable` for one older than 15; the driver's own error when it
 * cannot be reached.
 */
export async function openPostgres(pool: Pool): Promise<OpenDatabase> {
  const { rows } = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
  const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (version < OLDEST) {
    throw new SfumatoError(
      'unavailable',
      `Sfumato needs PostgreSQL ${OLDEST} or newer; this server is PostgreSQL ${version}.`,
    );
  }
  return {
    db: drizzle({ client: pool, schema }),
    sharedQuery: (query) => pool.query<Record<string, unknown>>(query),
    close: () => pool.end(),
    async inOneTransaction(work) {
      const client = await pool.connect();
      // Changing the form of a large table may take its time.
      const run: RunSql = async (statements, values) =>
        (await client.query(statements, values && [...values])).rows;
      let lost: Error | undefined;
      try {
        await run('BEGIN');
        await run('SET LOCAL statement_timeout = 0');
        await work(run);
        await run('COMMIT');
      } catch (thrown) {
        await run('ROLLBACK').catch((error: Error) => (lost = error));
        throw thrown;
      } finally {
        client.release(lost);
      }
    },
  };
}
