/** The pictures of a collection, or of a folder without a table: an artist a sub-folder. */
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { SfumatoError, toSfumatoError } from '@/lib/errors';

import { containedPath, findCsv, readCollection, type PictureRow } from '../data/collection';
import { listPictures } from '../pictures/list';

export interface CollectionPicture extends PictureRow {
  /** Where it lies on this machine. */
  readonly path: string;
}

export interface PictureCollection {
  readonly folder: string;
  /** The table, where there is one. */
  readonly csv: string | undefined;
  readonly pictures: readonly CollectionPicture[];
}

/** Everything that is there, whatever a curation says. @throws SfumatoError `invalid-input`, `not-found`. */
export async function readPictures(location: string): Promise<PictureCollection> {
  const csv = await findCsv(location).catch((error: unknown) => {
    if (location.endsWith('.csv')) throw error;
    return undefined;
  });
  if (csv === undefined) return readFolder(location);
  const { folder, rows } = await readCollection(csv, { curation: 'ignore' });
  const pictures = rows.map((row) => ({ ...row, path: containedPath(folder, row.file) }));
  return { folder, csv, pictures };
}

async function readFolder(folder: string): Promise<PictureCollection> {
  const entry = await stat(folder).catch(() => undefined);
  if (!entry?.isDirectory()) {
    throw new SfumatoError('not-found', `There is no collection at ${folder}.`);
  }
  const pictures = (await listPictures([folder])).map((listed): CollectionPicture => {
    if ('error' in listed) throw toSfumatoError(listed.error);
    const file = path.relative(folder, listed.file).split(path.sep).join('/');
    const artist = path.posix.dirname(file);
    return {
      ...{ id: file, file, artist: artist === '.' ? 'unknown' : artist, path: listed.file },
      ...{ died: undefined, year: undefined, colourfulness: undefined },
      ...{ style: '', genre: '', title: '', source: '', licence: '' },
    };
  });
  return { folder, csv: undefined, pictures };
}
