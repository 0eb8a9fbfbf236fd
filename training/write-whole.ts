import { rename, writeFile } from 'node:fs/promises';

/** Writes a file so that a reader, or a kill, finds the old one or the new one and nothing between. */
export async function writeWhole(file: string, data: Uint8Array | string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, data);
  await rename(part, file);
}
