/** Servers with ten thousand works, as many visitors find them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { hashOfToken } from '@/lib/server/auth/tokens';
import type { Database } from '@/lib/server/database/database';
import { openDatabase } from '@/lib/server/database/open';
import { lineage, nodes, sessions, users, workClasses, works } from '@/lib/server/database/schema';
import type { DatabaseSettings } from '@/lib/server/database/settings';
import { readContent } from '@/lib/server/works/content';
import { plainWords } from '@/lib/server/works/words';
import { encodePoint } from '@/lib/latent/codec';
import { catalogue, generators } from '@/models/registry';
import { nextEnvironment, serverArguments } from '@/scripts/lib/build.mjs';
import { freePort, whenListening } from '@/scripts/lib/ports.mjs';

import { findPostgres, startPostgres } from '../server/support/postgres';
import { benchPoints, firstModel } from './points';

export const WORKS = 10_000;
export const PEOPLE = 500;

/** Opening a database takes seconds at most, but somebody else may be computing. */
const READY_MS = 120_000;

/** Rows in one statement. */
const ROWS = 500;

/** The secret of somebody's session. */
export const tokenOf = (person: number): string => `bench-session-${person}`;

export const workId = (i: number): string => `bench${String(i).padStart(11, '0')}`;

export interface LoadSite {
  readonly name: string;
  /** Where each process answers. */
  readonly origins: readonly string[];
  /** Codes that nobody has asked for yet. */
  readonly codes: readonly string[];
  /** Memory of all processes together, in MB; undefined where the system does not say. */
  memory(): number | undefined;
}

/** The embedded database with one process, and PostgreSQL, where it is, with two. */
export async function* loadSites(root: string): AsyncGenerator<LoadSetting> {
  const folder = mkdtempSync(join(tmpdir(), 'sfumato-load-'));
  try {
    const settings = { kind: 'embedded', folder } as const;
    const name = 'embedded, 1 process';
    yield { name, run: (use) => onDatabase(root, name, settings, 1, use) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const programs = findPostgres();
  if (programs === undefined) return;
  const cluster = await startPostgres(programs);
  try {
    const url = await cluster.createDatabase();
    const name = 'PostgreSQL, 2 processes';
    yield { name, run: (use) => onDatabase(root, name, { kind: 'postgres', url }, 2, use) };
  } finally {
    cluster.stop();
  }
}

type Use = (site: LoadSite) => Promise<void>;

/** A database and servers on it, for as long as they are used. */
export interface LoadSetting {
  readonly name: string;
  run(use: Use): Promise<void>;
}

async function onDatabase(
  root: string,
  name: string,
  settings: DatabaseSettings,
  processes: number,
  use: Use,
): Promise<void> {
  const codes = benchPoints(WORKS, firstModel()).map((point) => encodePoint(point, catalogue));
  const database = await openDatabase(settings, root);
  try {
    await fill(database.db, codes);
  } finally {
    await database.close();
  }
  const servers: { port: number; process: ChildProcess }[] = [];
  try {
    for (let i = 0; i < processes; i++) {
      const port = await freePort();
      const server = spawn(process.execPath, serverArguments(root, port), {
        cwd: root,
        env: {
          ...nextEnvironment,
          SFUMATO_DATA: settings.kind === 'embedded' ? settings.folder : tmpdir(),
          DATABASE_URL: settings.kind === 'postgres' ? settings.url : '',
          SFUMATO_URL: '',
          NEXTAUTH_SECRET: 'bench',
          // Every request comes from another address, so that limits do not end it at once.
          SFUMATO_TRUSTED_PROXY: 'loopback',
          SFUMATO_LOG: 'error',
        } as NodeJS.ProcessEnv,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      servers.push({ port, process: server });
      if (!(await whenListening(port, () => server.exitCode === null))) {
        throw new Error('A server ended before it answered.');
      }
      await whenReady(`http://localhost:${port}`, server);
    }
    await use({
      name,
      origins: servers.map(({ port }) => `http://localhost:${port}`),
      codes,
      memory: () => memoryOf(servers.map((server) => server.process.pid!)),
    });
  } finally {
    await Promise.all(servers.map((server) => ended(server.process)));
  }
}

/** Works of some people; each but the first hundred grew from another. */
async function fill(db: Database, codes: readonly string[]): Promise<void> {
  const people = Array.from({ length: PEOPLE }, (_, i) => `person${i}`);
  const expires = new Date(Date.now() + 86_400_000);
  await db.insert(users).values(people.map((id) => ({ id, displayName: `Person ${id}` })));
  await db.insert(sessions).values(
    people.map((userId, i) => ({
      id: userId,
      userId,
      tokenHash: hashOfToken(tokenOf(i)),
      expires,
    })),
  );
  for (let from = 0; from < codes.length; from += ROWS) {
    const part = codes.slice(from, from + ROWS).map((code, k) => ({ code, i: from + k }));
    const contents = part.map(({ code, i }) => ({ ...readContent(code, generators), code, i }));
    await db.insert(nodes).values(part.map(({ i }) => ({ id: workId(i) })));
    await db.insert(works).values(
      contents.map(({ classes: _, names, i, ...content }) => ({
        ...content,
        id: workId(i),
        authorId: people[i % PEOPLE]!,
        title: `Number ${i}`,
        note: '',
        words: plainWords(`Number ${i}`),
        names: plainWords(names.join(' ')),
        visibility: 'public' as const,
        children: i >= 10 && i < WORKS / 10 ? 10 : 0,
        publishedAt: new Date(1.7e12 + i * 60_000),
      })),
    );
    const shares = contents.flatMap(({ classes, i }) =>
      classes.map((share) => ({ workId: workId(i), ...share })),
    );
    if (shares.length > 0) await db.insert(workClasses).values(shares);
    const grown = part.filter(({ i }) => i >= 100);
    if (grown.length > 0) {
      await db.insert(lineage).values(
        grown.map(({ i }) => ({
          childId: workId(i),
          position: 0,
          parentId: workId(Math.floor(i / 10)),
        })),
      );
    }
  }
}

/** Resolves when the server has its database open. */
async function whenReady(origin: string, server: ChildProcess): Promise<void> {
  let why: unknown;
  for (const until = Date.now() + READY_MS; Date.now() < until;) {
    if (server.exitCode !== null) break;
    try {
      const response = await fetch(`${origin}/readyz`);
      why = await response.text();
      if (response.ok) return;
    } catch (thrown) {
      why = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`A server was not ready (${String(why).trim()}).`);
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill();
  });
}

function memoryOf(pids: readonly number[]): number | undefined {
  try {
    const sizes = pids.map((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
    });
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    // Not Linux, or a process that has ended: the figure is left out.
    return undefined;
  }
}
