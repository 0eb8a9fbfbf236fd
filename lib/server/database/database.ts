import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

import type * as schema from './schema';

/** The one database, whichever of the two it is. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** What repository functions run in: the database itself or a transaction of it. */
export type Queries = Database | Parameters<Parameters<Database['transaction']>[0]>[0];

/** Runs SQL inside a transaction that is under way; several statements at once without values. */
export type RunSql = (statements: string, values?: readonly unknown[]) => Promise<Row[]>;
export type Row = Readonly<Record<string, unknown>>;

/** An open database, before anybody asks what is in it. */
export interface OpenDatabase {
  readonly db: Database;
  /** Everything or nothing of what `work` does happens. */
  readonly inOneTransaction: (work: (run: RunSql) => Promise<void>) => Promise<void>;
  /** One query outside any transaction; missing where no other process can see the result. */
  readonly sharedQuery?: RunQuery;
  /** Waits for what is under way. */
  readonly close: () => Promise<void>;
}

/** A query with its values, as both drivers and the limits' library know it. */
export type RunQuery = (query: {
  text: string;
  values: unknown[];
}) => Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;

/** The rows of a query written by hand. Both drivers give them in the same place. */
export async function rowsOf<T>(queries: Queries, query: SQL): Promise<T[]> {
  const { rows } = (await queries.execute(query)) as unknown as { rows: T[] };
  return rows;
}
