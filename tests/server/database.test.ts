import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { rowsOf, type OpenDatabase } from '@/lib/server/database/database';
import { openEmbedded } from '@/lib/server/database/embedded';
import { databaseError } from '@/lib/server/database/failures';
import { migrate } from '@/lib/server/database/migrate';
import { openDatabase } from '@/lib/server/database/open';
import { createPool, openPostgres } from '@/lib/server/database/postgres';
import * as schema from '@/lib/server/database/schema';
import { inTransaction } from '@/lib/server/database/transaction';
import { createSharedRateLimit } from '@/lib/server/limits';
import { createShortLink, findShortLink, isSlug } from '@/lib/server/short-links';
import { keepWork } from '@/lib/server/works/save';

import { MIGRATIONS, programs, ROOT, testDatabases } from './support/databases';
import { MODELS, pointCode, pointOf, transferCode, walkCode } from './support/models';
import { startPostgres, type Cluster } from './support/postgres';
import { startChild } from './support/spawn';

describe.each(testDatabases)('$name', (database) => {
  let open: OpenDatabase;
  beforeAll(async () => {
    open = await database.open();
  });
  afterAll(() => open.close());
  // Everything is thrown away before each test: that is quicker than another database.
  beforeEach(async () => {
    await open.inOneTransaction(async (run) => {
      await run('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    });
  });

  const query = (text: string) => rowsOf(open.db, sql.raw(text));

  it('is brought into its present form, once', async () => {
    const all = MIGRATIONS.map(({ number }) => number);
    expect(await migrate(open, MIGRATIONS.slice(0, 1))).toEqual([1]);
    expect(await migrate(open, MIGRATIONS)).toEqual(all.slice(1));
    expect(await migrate(open, MIGRATIONS)).toEqual([]);
    expect(await query('SELECT number FROM migrations ORDER BY number')).toEqual(
      all.map((number) => ({ number })),
    );
  });

  it('knows of works that were hidden before it remembered that', async () => {
    const since = MIGRATIONS.findIndex(({ name }) => name === 'hidden-codes');
    await migrate(open, MIGRATIONS.slice(0, since));
    const code = pointCode(1);
    await open.db.insert(schema.users).values({ id: 'ann' });
    await open.db.insert(schema.nodes).values({ id: 'old' });
    await open.db.insert(schema.works).values({
      ...{ id: 'old', authorId: 'ann', kind: 'point', code, pictureCode: code, model: 'trees' },
      ...{ modelVersion: 3, title: '', note: '', words: '', names: '', visibility: 'private' },
      hiddenAt: new Date(),
    });
    await migrate(open, MIGRATIONS);
    const keep = (code: string) => keepWork(open.db, { personId: 'ann' }, { code }, MODELS);
    expect(await keep(code)).toMatchObject({ isHidden: true });
    expect(await keep(pointCode(2))).toMatchObject({ isHidden: false });
  });

  it('has the form that the code takes it to have', async () => {
    await migrate(open, MIGRATIONS);
    const inDatabase = await query(`
      SELECT a.attrelid::regclass::text AS table, a.attname AS column,
        format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "notNull",
        a.atthasdef AS "hasDefault",
        EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary
          AND a.attnum = ANY (i.indkey)) AS primary
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND c.relname <> 'migrations'`);
    const inCode = Object.values(schema)
      .filter((table) => is(table, PgTable))
      .map((table) => getTableConfig(table as PgTable))
      .flatMap(({ name, columns, primaryKeys }) =>
        columns.map((column) => ({
          table: name,
          column: column.name,
          type: typeInWords(column.getSQLType()),
          notNull: column.notNull,
          hasDefault: column.hasDefault,
          primary:
            column.primary ||
            primaryKeys.some((key) => key.columns.some((part) => part.name === column.name)),
        })),
      );
    const key = ({ table, column }: Record<string, unknown>) =>
      `${String(table)}.${String(column)}`;
    const sorted = (columns: Record<string, unknown>[]) =>
      [...columns].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sorted(inDatabase as Record<string, unknown>[])).toEqual(sorted(inCode));
  });

  it('compares every id byte by byte', async () => {
    await migrate(open, MIGRATIONS);
    const wrong = await query(`
      SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
        AND (column_name LIKE '%id' OR column_name IN ('code', 'slug'))`);
    expect(wrong).toEqual([]);
  });

  it('keeps nothing of a step that fails', async () => {
    const bad = { number: 4, name: 'bad', statements: 'CREATE TABLE half (a int); SELECT 1 / 0' };
    await expect(migrate(open, [...MIGRATIONS, bad])).rejects.toThrow(/division/);
    expect(
      await query("SELECT to_regclass('half') AS half, to_regclass('works') AS works"),
    ).toEqual([{ half: null, works: null }]);
    expect(await migrate(open, MIGRATIONS)).toHaveLength(MIGRATIONS.length);
  });

  it('is left alone when it is of another version', async () => {
    await migrate(open, MIGRATIONS);
    await expect(migrate(open, MIGRATIONS.slice(0, -1))).rejects.toThrow(
      /newer Sfumato \(step 5\)/,
    );
    const changed = MIGRATIONS.map((step) =>
      step.number === 2 ? { ...step, statements: `${step.statements}\n-- changed` } : step,
    );
    await expect(migrate(open, changed)).rejects.toThrow(/Step 2 .* another version/);
    const windows = MIGRATIONS.map((step) => ({
      ...step,
      statements: step.statements.replaceAll('\n', '\r\n'),
    }));
    expect(await migrate(open, windows)).toEqual([]);
  });

  it('keeps short links', async () => {
    await migrate(open, MIGRATIONS);
    await open.db.insert(schema.users).values({ id: 'ann' });
    const code = walkCode(...Array.from({ length: 20 }, (_, i) => pointOf(i)));
    const [slug, again] = await Promise.all(
      [1, 2].map(() => createShortLink(open.db, code, undefined, MODELS)),
    );
    expect(isSlug(slug!)).toBe(true);
    expect(again).toBe(slug);
    expect(await findShortLink(open.db, slug!)).toEqual({ kind: 'walk', code });
    // Somebody's own goes with the account, and does not take the other one along.
    const transfer = await createShortLink(open.db, transferCode());
    expect(await findShortLink(open.db, transfer)).toEqual({
      kind: 'transfer',
      code: transferCode(),
    });
    const own = await createShortLink(open.db, code, 'ann', MODELS);
    expect(own).not.toBe(slug);
    expect(await createShortLink(open.db, code, 'ann', MODELS)).toBe(own);
    await open.db.delete(schema.users);
    expect(await findShortLink(open.db, own)).toBeUndefined();
    expect(await findShortLink(open.db, slug!)).toBeDefined();
    expect(await createShortLink(open.db, pointCode(1), undefined, MODELS)).not.toBe(slug);
    for (const broken of ['', 'x', `${code}x`, '../admin', 'https://example.org']) {
      await expect(createShortLink(open.db, broken, undefined, MODELS)).rejects.toMatchObject({
        name: 'SfumatoError',
      });
    }
  });
});

describe('the embedded database in its folder', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sfumato-data-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has lost nothing that it confirmed when its process is killed', async () => {
    const data = join(folder, 'data');
    const child = startChild('save', { SFUMATO_DATA: data });
    await child.said(25);
    // One at a time: the folder is taken while the other process lives …
    await expect(openEmbedded(data)).rejects.toThrow(/in use by another Sfumato/);
    child.process.kill('SIGKILL');
    await child.ended;
    // … and free once it is dead.
    const open = await openDatabase({ kind: 'embedded', folder: data }, ROOT);
    const kept = await rowsOf<{ id: string }>(open.db, sql`SELECT id FROM works`);
    const classes = await rowsOf(open.db, sql`SELECT DISTINCT work_id FROM work_classes`);
    const counted = await rowsOf(
      open.db,
      sql`SELECT reltuples::int AS works FROM pg_class WHERE relname = 'works'`,
    );
    await open.close();
    // Tidied up at the start: the planner knows how many there are.
    expect(counted).toEqual([{ works: kept.length }]);
    expect(child.lines.length).toBeGreaterThanOrEqual(25);
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(child.lines));
    // A work is there whole or not at all.
    expect(classes).toHaveLength(kept.length);
    expect(statSync(data).mode & 0o077).toBe(0);
  });

  it('says what to do when the folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(openEmbedded(join(file, 'data'))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/file\/data cannot be written.*SFUMATO_DATA/),
    });
  });
});

if (programs !== undefined) {
  const bin = programs;
  describe('several processes on one PostgreSQL', () => testProcesses(bin));
}

function testProcesses(bin: string) {
  let cluster: Cluster;
  let url: string;
  beforeAll(async () => {
    cluster = await startPostgres(bin);
  });
  afterAll(() => cluster.stop());
  beforeEach(async () => {
    url = await cluster.createDatabase();
  });

  it('bring it into its present form together, each step once', async () => {
    const children = [1, 2].map(() => startChild('migrate', { DATABASE_URL: url }));
    // And this one as well, several times at once.
    const databases = await Promise.all(
      [1, 2, 3].map(() => openDatabase({ kind: 'postgres', url }, ROOT)),
    );
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(children.flatMap(({ lines }) => lines)).toEqual(['open', 'open']);
    const steps = await rowsOf(databases[0]!.db, sql`SELECT number FROM migrations`);
    expect(steps).toHaveLength(MIGRATIONS.length);
    await Promise.all(databases.map((database) => database.close()));
  });

  it('lose nothing that was confirmed when one of them is killed', async () => {
    const open = await openDatabase({ kind: 'postgres', url }, ROOT);
    const child = startChild('save', { DATABASE_URL: url });
    await child.said(25);
    child.process.kill('SIGKILL');
    await child.ended;
    const kept = await rowsOf<{ id: string }>(open.db, sql`SELECT id FROM works`);
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(child.lines));
    await open.close();
  });

  it('count limits together', async () => {
    const children = [1, 2].map(() => startChild('limit', { DATABASE_URL: url }));
    await Promise.all(children.map((child) => child.said(1)));
    for (const child of children) child.process.stdin!.end('\n'.repeat(8));
    await Promise.all(children.map((child) => child.ended));
    const answers = children.flatMap(({ lines }) => lines.slice(1));
    expect(answers.filter((answer) => answer === 'given')).toHaveLength(10);
    expect(answers.filter((answer) => answer !== 'given')).toHaveLength(6);
  });

  it('go on after their connections were cut', async () => {
    const [open, other] = await Promise.all(
      [1, 2].map(() => openDatabase({ kind: 'postgres', url }, ROOT)),
    );
    // More often than there are connections: none is lost for good.
    for (let i = 0; i < 12; i++) {
      const cut = inTransaction(open!.db, async (queries) => {
        const [row] = await rowsOf<{ pid: number }>(queries, sql`SELECT pg_backend_pid() AS pid`);
        // Cut from outside, while nothing is being asked.
        await rowsOf(other!.db, sql`SELECT pg_terminate_backend(${row!.pid}, 5000)`);
        await rowsOf(queries, sql`SELECT 1`);
      });
      await expect(cut.catch((thrown) => databaseError(thrown).code)).resolves.toBe('unavailable');
    }
    expect(await rowsOf(open!.db, sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
    await Promise.all([open!.close(), other!.close()]);
  });

  it('limit by themselves while it is away', async () => {
    const open = await openPostgres(createPool(url));
    // Nobody made the table.
    const limit = createSharedRateLimit({ query: open.sharedQuery! }, 'test', {
      points: 2,
      seconds: 60,
    });
    await limit('192.0.2.1', 1);
    await limit('192.0.2.1', 1);
    await expect(limit('192.0.2.1', 1)).rejects.toMatchObject({ status: 429 });
    await open.close();
  });
}

/** As `format_type` writes what Drizzle writes. */
function typeInWords(type: string): string {
  const varying = /^varchar\((\d+)\)$/.exec(type);
  if (varying) return `character varying(${varying[1]})`;
  return type.replace(/^timestamp \((\d)\)/, 'timestamp($1)');
}
