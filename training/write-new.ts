/** Writing files for people, whose own must stay. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file that was not there before, never over one that was: `photo.png`, or else
 * `photo-2.png`, and so on.
 * @returns where it is.
 */
export async function writeNew(folder: string, name: string, data: Uint8Array): Promise<string> {
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
