/** Where a picture goes, and its row in the table: nothing that a server says chooses a path. */
import { createHash } from 'node:crypto';
import path from 'node:path';

import type { PictureFormat } from '@/lib/image/open/kind';

import type { Source } from './source';
import { slugOf, type Work } from './work';

export const TABLE_FILE = 'paintings.csv';
/** An artist that nobody names still needs a folder and a class of her own. */
const NOBODY = 'unknown';

const ENDINGS: Readonly<Record<PictureFormat, string>> = {
  ...{ jpeg: 'jpg', png: 'png', webp: 'webp', avif: 'avif' },
  ...{ gif: 'gif', heic: 'heic', bmp: 'bmp', tiff: 'tif' },
};

/** The same for a work every time, and no other's: letters, digits and hyphens. */
export function idOf(source: Source, key: string): string {
  const slug = asciiSlug(key).slice(0, 60);
  if (slug === key && slug !== '') return `${source.id}-${slug}`;
  // Whatever was lost on the way tells works apart.
  const rest = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return `${source.id}-${slug === '' ? '' : `${slug}-`}${rest}`;
}

const asciiSlug = (text: string) =>
  slugOf(text)
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '');

/** Path below the collection's folder. */
export function fileOf(id: string, { artist }: Work, format: PictureFormat): string {
  return path.posix.join(artistOf(artist), `${id}.${ENDINGS[format]}`);
}

const artistOf = (name: string) => asciiSlug(name) || NOBODY;

/** Columns that a new table has, in this order. */
export const COLUMNS = [
  ...['id', 'file', 'artist', 'died', 'style', 'genre', 'title', 'year'],
  ...['licence', 'licence_text', 'page', 'credit', 'source', 'sha256'],
];

export function rowOf(
  id: string,
  work: Work,
  about: { file: string; source: Source; sha256: string },
): Record<string, string> {
  return {
    id,
    file: about.file,
    artist: artistOf(work.artist),
    died: work.died === undefined ? '' : String(work.died),
    style: slugOf(work.style),
    genre: slugOf(work.genre),
    title: asText(work.title),
    year: work.year === undefined ? '' : String(work.year),
    licence: work.licence,
    licence_text: asText(work.licenceText),
    page: webAddress(work.page),
    credit: asText(work.credit),
    source: about.source.id,
    sha256: about.sha256,
  };
}

/** Spreadsheets run what begins like a formula; behind an apostrophe it is text. */
const asText = (text: string) => oneLine(text).replace(/^(?=[=+\-@])/, "'");

/** What people may follow: a page of the web, and no script. */
const webAddress = (text: string) => (/^https?:\/\//i.test(text.trim()) ? oneLine(text) : '');

const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 1000);
