/** A PostgreSQL cluster for tests: made, started on a free port, and removed afterwards. */
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { Client } from 'pg';

export interface Cluster {
  /** A new, empty database. @returns its address */
  createDatabase(): Promise<string>;
  stop(): void;
}

const NEEDED = ['initdb', 'pg_ctl', 'postgres'];

/** The folder of PostgreSQL's programs: on the path, or where distributions put them, the newest first. */
export function findPostgres(): string | undefined {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).filter((name) => Number(name) >= 15) : [];
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((name) => join(base, name, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((folder) => NEEDED.every((program) => existsSync(join(folder, program))));
}

/** Starts a cluster. It trusts everybody on this machine and never waits for the disk. */
export async function startPostgres(programs: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'sfumato-postgres-'));
  const account = unprivileged();
  if (account) chownSync(folder, account.uid, account.gid);
  const options: ExecFileSyncOptions = { cwd: folder, stdio: 'pipe', ...account };
  const call = (program: string, ...args: string[]) =>
    execFileSync(join(programs, program), args, options);
  const data = join(folder, 'data');
  const port = await freePort();

  const remove = () => {
    process.off('exit', stop);
    rmSync(folder, { recursive: true, force: true });
  };
  const stop = () => {
    try {
      call('pg_ctl', 'stop', '-D', data, '-m', 'immediate', '-w');
    } finally {
      remove();
    }
  };
  try {
    call('initdb', '-D', data, '-U', 'sfumato', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N');
    call(
      'pg_ctl',
      ...['start', '-D', data, '-w', '-t', '120', '-l', join(folder, 'log')],
      ...['-o', `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`],
    );
  } catch (thrown) {
    remove();
    throw thrown;
  }
  process.on('exit', stop);

  const address = (name: string) => `postgres://sfumato@127.0.0.1:${port}/${name}`;
  let databases = 0;
  return {
    stop,
    async createDatabase() {
      const name = `test${++databases}`;
      const client = new Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return address(name);
    },
  };
}

/** PostgreSQL refuses to run as root; then it runs as somebody who may do nothing else. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('There is no account to run PostgreSQL as.');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
