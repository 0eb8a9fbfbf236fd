import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';

import { SfumatoError } from '@/lib/errors';

import type { Database, OpenDatabase, RunSql } from './database';
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
    // And a server that fell silent must not, either.
    query_timeout: 20_000,
    keepAlive: true,
    application_name: 'sfumato',
  });
  // A connection lost while nobody uses it. The pool opens another one; without a listener
  // the whole process would end.
  pool.on('error', (error) =>
    console.error(`A connection to PostgreSQL was lost: ${error.message}`),
  );
  // The same between two queries of a transaction: the next query says so.
  pool.on('connect', (client) => client.on('error', () => {}));
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
    db: openTables(pool),
    sharedQuery: (query) => pool.query<Record<string, unknown>>(query),
    close: () => pool.end(),
    async inOneTransaction(work) {
      const client = await pool.connect();
      const run: RunSql = async (statements, values) =>
        (await client.query(statements, values && [...values])).rows;
      await releasing(client, async () => {
        try {
          await run('BEGIN');
          // Changing the form of a large table may take its time.
          await run('SET LOCAL statement_timeout = 0');
          await work(run);
          await run('COMMIT');
        } catch (thrown) {
          await run('ROLLBACK');
          throw thrown;
        }
      });
    },
  };
}

/**
 * The tables, with transactions that give their connection back whatever happens. Drizzle's
 * own on a pool keeps it for ever when `BEGIN` fails: after ten times nothing would work.
 */
function openTables(pool: Pool): Database {
  const db: Database = drizzle({ client: pool, schema });
  db.transaction = async (work, config) => {
    const client = await pool.connect();
    const tables: Database = drizzle({ client, schema });
    return releasing(client, () => tables.transaction(work, config));
  };
  return db;
}

/**
 * Gives a connection back after `work`. After a failure that is not our own refusal nobody
 * knows what state it is in, and the pool opens another one instead.
 */
async function releasing<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  let isSound = false;
  try {
    const result = await work();
    isSound = true;
    return result;
  } catch (thrown) {
    isSound = thrown instanceof SfumatoError;
    throw thrown;
  } finally {
    client.release(!isSound);
  }
}
