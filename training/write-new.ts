/** Writing files for people, whose own must stay. */
import { lstat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';

/**
 * For a file that was asked for by name: said before the work, not after it.
 * @param option that it was named with, e.g. `--out`.
 * @throws SfumatoError `invalid-input` if it is there already.
 */
export async function assertNew(file: string | undefined, option: string): Promise<void> {
  if (file === undefined || !(await lstat(file).catch(() => undefined))) return;
  throw new SfumatoError(
    'invalid-input',
    `${file} is there already, and nothing is written over: name another file with ${option}, or move that one away.`,
  );
}

/**
 * Writes a file that was not there before, never over one that was: `photo.png`, or else
 * `photo-2.png`, and so on.
 * @returns where it is.
 */
export async function writeNew(
  folder: string,
  name: string,
  data: Uint8Array | string,
): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let i = 1; ; i++) {
    const file = path.join(folder, i === 1 ? name : `${stem}-${i}${ext}`);
    try {
      // Asking first whether it is there would leave a moment for somebody else's.
      await writeFile(file, data, { flag: 'wx' });
      return file;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    }
  }
}
