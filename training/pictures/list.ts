/** Which pictures a person means by the files and folders on the command line. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import sharp from 'sharp';

import { SfumatoError } from '@/lib/errors';

/** A picture to open, or why there is none at a place that was named. */
export type Listed =
  { readonly file: string } | { readonly file: string; readonly error: SfumatoError };

const { jpeg, png, webp, gif, tiff, heif } = sharp.format;

/**
 * In folders, pictures are known by their names, and only those are taken whose kind can be
 * opened here (HEIC takes a decoder that not every build of sharp has); a file that is named
 * itself is always taken.
 */
const SUFFIXES: ReadonlySet<string> = new Set(
  [jpeg, png, webp, gif, tiff, heif].flatMap(({ input }) => input.fileSuffix ?? []),
);
const BY_NAME = new Intl.Collator('en', { numeric: true });

/**
 * The files in the order they are given; folders with everything below them, by name.
 * Hidden files are left out, and links to folders are not followed, so that it ends.
 */
export async function listPictures(places: readonly string[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const place of places) {
    // A file that is not there is told about when it is opened.
    if (!(await isFolder(place))) listed.push({ file: place });
    else for (const below of orNone(place, await listFolder(place))) listed.push(below);
  }
  return listed;
}

/**
 * Names of all pictures in a folder and below it, from the folder on, with "/" between their
 * parts; in an order that is the same on every machine.
 * @throws SfumatoError `invalid-input` if there is no such folder, or no picture in it.
 */
export async function namesInFolder(folder: string): Promise<string[]> {
  if (!(await isFolder(folder))) {
    throw new SfumatoError('invalid-input', `There is no folder ${folder}.`);
  }
  const names = (await listPictures([folder])).map((listed) => {
    if ('error' in listed) throw listed.error;
    return path.relative(folder, listed.file).split(path.sep).join('/');
  });
  return names.sort();
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
    else if (!isPicture(entry.name)) continue;
    else if (!entry.isSymbolicLink() || !(await isFolder(file))) listed.push({ file });
  }
  return listed;
}

const isPicture = (name: string) => SUFFIXES.has(path.extname(name).toLowerCase());

/** Whether it, or what it links to, is a folder. */
async function isFolder(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isDirectory() === true;
}

function orNone(folder: string, listed: Listed[]): Listed[] {
  return listed.length > 0
    ? listed
    : [refused(folder, `There is no picture in the folder ${folder} that can be opened here.`)];
}

function refused(file: string, message: string): Listed {
  return { file, error: new SfumatoError('invalid-input', message) };
}
