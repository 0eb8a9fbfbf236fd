/** A site in this process: the server's handlers on a database of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { NextRequest } from 'next/server';
import { vi } from 'vitest';

import type { Database, OpenDatabase } from '@/lib/server/database/database';
import { createKeeper, type Keeper } from '@/lib/server/database/keeper';
import { migrate } from '@/lib/server/database/migrate';

import { MIGRATIONS, type TestDatabase } from '../../server/support/databases';
import { dispatch } from './doors';
import { createVisitor, type Visitor } from './visitor';

export { pointCode, type Visitor } from './visitor';

export const HOST = 'localhost:3000';

/** Where the server's parts find what they share. */
export const DATABASE = Symbol.for('sfumato.database');
const ADDRESSES = Symbol.for('sfumato.address-header');
const LIMITS = Symbol.for('sfumato.limits');

/** Where the address of a client is handed on, as `lib/server/address-header.ts` does it. */
const ADDRESS_HEADER = 'x-test-address';

export interface Site {
  readonly db: () => Database;
  readonly database: () => OpenDatabase;
  /** Somebody new, with an address of their own. */
  visitor(): Visitor;
  /** A visitor who signed in by a link. */
  signedIn(email: string): Promise<Visitor>;
  /** All links for signing in that were printed so far. */
  readonly links: readonly string[];
  close(): Promise<void>;
}

/** Opens the site. One at a time: handlers find its database where the server's own would be. */
export async function openSite(on: TestDatabase): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'sfumato-security-'));
  const database = await on.open();
  vi.stubEnv('SFUMATO_DATA', folder);
  // Says where limits are counted: on PostgreSQL in the database itself.
  vi.stubEnv('DATABASE_URL', database.url ?? '');
  vi.stubEnv('SFUMATO_LOG', 'silent');
  vi.stubEnv('SFUMATO_ADMINISTRATORS', 'root@example.org');
  const links: string[] = [];
  const printing = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    const link = /https?:\S+\/sign-in\/link#\S+/.exec(String(text))?.[0];
    if (link !== undefined) links.push(link);
    return true;
  });
  await migrate(database, MIGRATIONS);
  const keeper: Keeper = createKeeper({
    open: () => Promise.resolve(database),
    report: () => {},
    clock: () => performance.now(),
  });
  Reflect.set(globalThis, DATABASE, keeper);
  Reflect.set(globalThis, ADDRESSES, ADDRESS_HEADER);

  let visitors = 0;
  const visitor = (): Visitor => {
    const address = `192.0.2.${++visitors}`;
    return createVisitor((path, { headers, ...request }) =>
      dispatch(
        new NextRequest(`http://${HOST}${path}`, {
          ...request,
          headers: { host: HOST, [ADDRESS_HEADER]: address, ...headers },
        }),
      ),
    );
  };
  return {
    db: () => database.db,
    database: () => database,
    links,
    visitor,
    async signedIn(email) {
      const person = visitor();
      await person.askForLink(email);
      await person.openLink(links.at(-1)!);
      return person;
    },
    async close() {
      printing.mockRestore();
      vi.unstubAllEnvs();
      for (const shared of [DATABASE, ADDRESSES, LIMITS])
        Reflect.deleteProperty(globalThis, shared);
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
