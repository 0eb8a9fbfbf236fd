/** Where the places on the command line are: those of a person where they stand, ours in the repository. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** npm runs its scripts in the repository, and keeps the folder that it was called in. */
const CALLED_IN =
  process.env['npm_lifecycle_event'] === 'sfumato' ? process.env['INIT_CWD'] : undefined;

/** A folder of the repository, as it is called from where the person stands. */
export function inRepository(folder: string): string {
  return path.relative(CALLED_IN ?? process.cwd(), path.join(ROOT, folder));
}

/**
 * From here on, relative places are meant from where the person stands. Comes after the
 * commands are loaded: what they look for in the repository they find by its folder.
 */
export function goWhereCalled(): void {
  if (CALLED_IN !== undefined) process.chdir(CALLED_IN);
}
