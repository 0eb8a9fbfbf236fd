import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { SfumatoError } from '@/lib/errors';

import { newToken } from './tokens';

const FILE = 'secret';

/**
 * The secret behind sign-in links and the cookies of a sign-in that is under way:
 * `NEXTAUTH_SECRET`, or one that is made once and kept in the data folder. Several processes
 * need the same one.
 * @param base what a relative data folder is relative to
 * @throws SfumatoError `unavailable` when the folder cannot be written
 */
export function authSecret(
  environment: Readonly<Record<string, string | undefined>>,
  base: string,
): string {
  const given = environment['NEXTAUTH_SECRET']?.trim();
  if (given) return given;
  const folder = resolve(base, environment['SFUMATO_DATA']?.trim() || '.data');
  try {
    return readSecret(folder) ?? makeSecret(folder);
  } catch (thrown) {
    throw new SfumatoError(
      'unavailable',
      `Nobody can sign in, because the folder ${folder} cannot be written: make it writable, name another one in SFUMATO_DATA, or set NEXTAUTH_SECRET.`,
      { cause: thrown },
    );
  }
}

function readSecret(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, FILE), 'utf8').trim() || undefined;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
}

/** Several processes may try at once: the first one wins, and its file is there whole or not at all. */
function makeSecret(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${FILE}-${newToken()}`);
  writeFileSync(draft, newToken(), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, join(folder, FILE));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecret(folder)!;
}
