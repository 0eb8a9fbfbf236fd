/** What a stylizer learns from and is measured on: contents and styles. */
import { createHash } from 'node:crypto';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';

import { containedPath, readCollection, type PictureRow } from '../data/collection';
import { makeSplit, type Split } from '../data/split';
import { evenly } from '../evenly';
import { namesInFolder } from '../pictures/list';

/** A painting as a style. */
export interface StylePicture {
  readonly file: string;
  readonly row: PictureRow;
}

export interface StylizerData {
  readonly split: Split;
  /** Files of photographs. */
  readonly contents: { readonly train: readonly string[]; readonly test: readonly string[] };
  readonly styles: {
    readonly train: readonly StylePicture[];
    readonly test: readonly StylePicture[];
  };
}

export interface StylizerDataOptions {
  /** Folder of photographs. */
  readonly contents: string;
  /** Collection of paintings. */
  readonly styles: string;
  readonly seed: number;
  readonly validationShare: number;
  readonly minColourfulness: number;
  /** A split made before; a new one otherwise. */
  readonly split?: Split | undefined;
}

/** @throws SfumatoError `invalid-input` */
export async function readStylizerData(options: StylizerDataOptions): Promise<StylizerData> {
  const contents = await readContents(options.contents);
  const { folder, rows } = await readCollection(options.styles);
  const split = options.split ?? makeSplit(rows, options);
  const heldOut = new Set(split.validation);
  const styles = rows
    .filter(({ colourfulness = Infinity }) => colourfulness >= options.minColourfulness)
    .map((row): StylePicture => ({ row, file: containedPath(folder, row.file) }));
  const train = styles.filter(({ row }) => !heldOut.has(row.id));
  const test = styles.filter(({ row }) => heldOut.has(row.id));
  if (train.length === 0 || test.length === 0) {
    throw new SfumatoError(
      'invalid-input',
      'Too few paintings are left to learn styles from and to measure on; loosen the selection.',
    );
  }
  return { split, contents, styles: { train, test } };
}

async function readContents(folder: string): Promise<StylizerData['contents']> {
  const pictures = await namesInFolder(folder);
  if (pictures.length < 2) {
    throw new SfumatoError('invalid-input', `There are too few pictures in ${folder}.`);
  }
  const test = pictures.filter(isHeldOut);
  // Of a handful of pictures the names may spare all.
  const held = new Set(test.length > 0 ? test : pictures.slice(0, 1));
  const at = (name: string) => path.join(folder, name);
  return {
    train: pictures.filter((name) => !held.has(name)).map(at),
    test: [...held].map(at),
  };
}

/** A tenth of all names, always the same. */
function isHeldOut(name: string): boolean {
  return createHash('sha256').update(name).digest()[0]! < 26;
}

/** A content and a style that training did not see. */
export interface HeldOutPair {
  readonly content: string;
  readonly style: StylePicture;
}

/**
 * Always the same pairs of held-out pictures: styles evenly over all artists, contents
 * evenly over all photographs.
 */
export function heldOutPairs({ contents, styles }: StylizerData, count: number): HeldOutPair[] {
  const chosen = evenly(styles.test, count);
  return Array.from({ length: count }, (_, i) => ({
    content: contents.test[(i * 7919) % contents.test.length]!,
    style: chosen[i % chosen.length]!,
  }));
}
