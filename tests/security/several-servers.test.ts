/** Two servers on one PostgreSQL, in processes of their own: a visitor does not notice. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { programs, ROOT } from '../server/support/databases';
import { startPostgres, type Cluster } from '../server/support/postgres';
import { createVisitor, pointCode, type Visitor } from './support/visitor';

interface Server {
  readonly process: ChildProcess;
  readonly origin: string;
  /** Links for signing in that it printed. */
  readonly links: string[];
}

async function startServer(environment: Record<string, string>): Promise<Server> {
  const script = fileURLToPath(new URL('support/server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: ROOT,
    env: { ...process.env, ...environment } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const links: string[] = [];
  let said = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    const link = /https?:\S+\/sign-in\/link#\S+/.exec(line)?.[0];
    if (link !== undefined) links.push(link);
    else said += `${line}\n`;
  });
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error(`A server ended: ${said}`)));
  });
  return { process: child, origin: `http://127.0.0.1:${port}`, links };
}

if (programs !== undefined) {
  const bin = programs;
  describe('two servers on one PostgreSQL', () => testServers(bin));
}

function testServers(bin: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'sfumato-servers-'));
  let cluster: Cluster;
  let url: string;
  let servers: readonly Server[];
  beforeAll(async () => {
    cluster = await startPostgres(bin);
    url = await cluster.createDatabase();
    const environment = {
      DATABASE_URL: url,
      SFUMATO_DATA: folder,
      NEXTAUTH_SECRET: 'the same for both',
      SFUMATO_TRUSTED_PROXY: 'loopback',
      SFUMATO_LOG: 'silent',
      SFUMATO_URL: '',
      SMTP_URL: '',
    };
    // At once, on an empty database: both have to bring it into its form.
    servers = await Promise.all([startServer(environment), startServer(environment)]);
  });
  afterAll(async () => {
    await Promise.all(
      (servers ?? []).map(
        ({ process: child }) =>
          new Promise((resolve) => {
            child.once('exit', resolve);
            child.kill();
          }),
      ),
    );
    cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let addresses = 0;
  /** Somebody behind a proxy that sends each request to the next server. */
  const visitor = (address = `192.0.2.${++addresses}`): Visitor & { at(server: number): void } => {
    let turn = 0;
    const created = createVisitor((path, { headers, ...request }) =>
      fetch(servers[turn++ % 2]!.origin + path, {
        ...request,
        headers: { ...headers, 'x-forwarded-for': address },
      }),
    );
    return { ...created, at: (server) => void (turn = server) };
  };
  const newLink = async (asking: () => Promise<Response>) => {
    const before = servers.map(({ links }) => links.length);
    const response = await asking();
    expect(response.status).toBe(200);
    const printed = () =>
      servers.flatMap(({ links }, i) => links.slice(before[i])).find((link) => link !== undefined);
    await expect.poll(printed).toBeDefined();
    return printed()!;
  };
  const signedIn = async (email: string) => {
    const person = visitor();
    await person.openLink(await newLink(() => person.askForLink(email)));
    return person;
  };
  const isSignedIn = async (who: Visitor & { at(server: number): void }, server: number) => {
    who.at(server);
    const response = await who.ask('POST', '/api/account/works/kept', { json: { keys: [] } });
    return response.status === 200;
  };

  it('know each other’s links and sessions', async () => {
    // Every request of this went to the other server than the one before.
    const [here, there] = [await signedIn('both@example.org'), await signedIn('both@example.org')];
    for (const who of [here, there]) {
      expect([await isSignedIn(who, 0), await isSignedIn(who, 1)]).toEqual([true, true]);
    }
    here.at(0);
    await here.ask('DELETE', '/api/account/sessions', { json: {} });
    for (const who of [here, there]) {
      expect([await isSignedIn(who, 0), await isSignedIn(who, 1)]).toEqual([false, false]);
    }
  });

  it('let a link sign in once, opened at both at the same moment', async () => {
    const link = await newLink(() => visitor().askForLink('once@example.org'));
    const two = [visitor(), visitor()];
    await Promise.all(
      two.map((who, i) => {
        who.at(i);
        return who.openLink(link);
      }),
    );
    const answers = await Promise.all(two.map((who) => isSignedIn(who, 0)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('keep what a device has once, sent to both at the same moment', async () => {
    const person = await signedIn('device@example.org');
    const codes = Array.from({ length: 10 }, pointCode);
    const send = () => person.ask('POST', '/api/account/works', { json: { codes } });
    const answers = await Promise.all([send(), send()]);
    for (const answer of answers) expect(await answer.json()).toEqual({ kept: 10, problems: [] });
    const saved = person.keep({ visibility: 'public' });
    expect(await saved).toMatch(/^[\w-]{16}$/);
    expect(await countOf('SELECT count(*)::int AS count FROM works')).toBe(11);
  });

  it('count what one person and one client may do together', async () => {
    const person = await signedIn('busy@example.org');
    const keep = (who: Visitor) => who.ask('POST', '/works', { json: { code: pointCode() } });
    const statuses: number[] = [];
    for (let i = 0; i < 41; i++) statuses.push((await keep(person)).status);
    expect(statuses).toEqual([...Array<number>(40).fill(201), 429]);
    // The same person from elsewhere, and somebody else from there.
    const elsewhere = visitor();
    for (const [name, value] of person.cookies) elsewhere.cookies.set(name, value);
    expect((await keep(elsewhere)).status).toBe(429);
    const refused = await visitor(`192.0.2.${addresses - 1}`).ask('POST', '/works', { json: {} });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const links = [];
    for (let i = 0; i < 6; i++) links.push((await visitor().askForLink('many@example.org')).status);
    expect(links).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('forget an account that one of them deleted', async () => {
    const person = await signedIn('gone@example.org');
    await person.keep({ title: 'Gone' });
    person.at(0);
    const json = { confirmation: 'delete my account' };
    expect((await person.ask('DELETE', '/api/account', { json })).status).toBe(204);
    expect(await isSignedIn(person, 1)).toBe(false);
    expect(await countOf("SELECT count(*)::int AS count FROM works WHERE title = 'Gone'")).toBe(0);
  });

  async function countOf(query: string): Promise<number> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ count: number }>(query);
      return rows[0]!.count;
    } finally {
      await client.end();
    }
  }
}
