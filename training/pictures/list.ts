/** Which pictures a person means by the files and folders on the command line. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';

/** A picture to open, or why there is none at a place that was named. */
export type Listed =
  { readonly file: string } | { readonly file: string; readonly error: SfumatoError };

/** In folders, pictures are known by their names; a file that is named itself is always taken. */
const PICTURE = /\.(jpe?g|png|webp|avif|gif|tiff?|heic|heif|bmp)$/i;
const BY_NAME = new Intl.Collator('en', { numeric: true });

/**
 * The files in the order they are given; folders with everything below them, by name.
 * Hidden files are left out, and links to folders are not followed, so that it ends.
 */
export async function listPictures(places: readonly string[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const place of places) {
    const entry = await stat(place).catch(() => undefined);
    // A file that is not there is told about when it is opened.
    if (!entry?.isDirectory()) listed.push({ file: place });
    else for (const below of orNone(place, await listFolder(place))) listed.push(below);
  }
  return listed;
}

async function listFolder(folder: string): Promise<Listed[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [refused(folder, `The folder ${folder} cannot be read.`)];
  const listed: Listed[] = [];
  for (const entry of entries.sort((a, b) => BY_NAME.compare(a.name, b.name))) {
    if (entry.name.startsWith('.')) continue;
    const file = path.join(folder, entry.name);
    // One by one: `push(...)` of a folder with very many files would overflow the stack.
    if (entry.isDirectory()) for (const below of await listFolder(file)) listed.push(below);
    else if (PICTURE.test(entry.name)) listed.push({ file });
  }
  return listed;
}

function orNone(folder: string, listed: Listed[]): Listed[] {
  return listed.length > 0
    ? listed
    : [refused(folder, `There is no picture in the folder ${folder}.`)];
}

function refused(file: string, message: string): Listed {
  return { file, error: new SfumatoError('invalid-input', message) };
}
