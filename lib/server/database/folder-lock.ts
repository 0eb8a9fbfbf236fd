import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { SfumatoError } from '@/lib/errors';

/** How often the holder says that it is alive. */
const HEARTBEAT_MS = 10_000;

/** Who was silent for so long is gone, as far as another machine (or container) can tell. */
const SILENCE_MS = 60_000;

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Tells this holding from any other, also after a process id came round again. */
  readonly token: string;
}

/** Tokens of the locks that this process holds; bundled routes may each have a copy of this module. */
const SHARED = Symbol.for('sfumato.folder-locks');
type Shared = typeof globalThis & { [SHARED]?: Set<string> };
const held = ((globalThis as Shared)[SHARED] ??= new Set());

/**
 * Takes a folder for this process alone: two that write the same embedded database would
 * destroy it. A lock whose holder has died is taken over.
 * @returns gives the folder back; also happens when the process ends in good order
 * @throws SfumatoError `unavailable` while somebody else holds it; errors of the file system.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock');
  const own: Holder = { host: hostname(), pid: process.pid, token: randomUUID() };
  while (!create(file, own)) removeIfDead(file, folder);
  held.add(own.token);

  const heartbeat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // The folder is gone; whoever reads or writes next says so.
      clearInterval(heartbeat);
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const unlock = () => {
    clearInterval(heartbeat);
    process.off('exit', unlock);
    held.delete(own.token);
    if (read(file)?.token === own.token) rmSync(file, { force: true });
  };
  process.on('exit', unlock);
  return unlock;
}

/** @returns false when there is a lock already */
function create(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

/** @throws SfumatoError `unavailable` for a lock whose holder is alive */
function removeIfDead(file: string, folder: string): void {
  const holder = read(file);
  const silence = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  // A lock that cannot be read is one that is just being written, unless it is old.
  if (holder ? isAlive(holder, silence) : silence < SILENCE_MS) {
    const by = holder ? ` (process ${holder.pid} on ${holder.host})` : '';
    throw new SfumatoError(
      'unavailable',
      `The folder ${folder} is in use by another Sfumato${by}. End that one, name another folder in SFUMATO_DATA, or let both use PostgreSQL with DATABASE_URL.`,
    );
  }
  // Two may find the same lock dead. Renaming tells which lock it was: one that somebody
  // took in between goes back to its place.
  const aside = `${file}-${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return;
    throw thrown;
  }
  if (read(aside)?.token !== holder?.token) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

function isAlive({ host, pid, token }: Holder, silence: number): boolean {
  if (host !== hostname()) return silence < SILENCE_MS;
  if (pid === process.pid) return held.has(token);
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Somebody else's process: it exists.
    return codeOf(thrown) === 'EPERM';
  }
}

/** Who holds the lock; undefined when there is none or it cannot be understood. */
function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (thrown) {
    if (thrown instanceof SyntaxError || codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException).code;
}
