/** What a classifier learns from and is measured on, from a collection and folders of strangers. */
import { createHash } from 'node:crypto';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';

import { containedPath, readCollection, type PictureRow } from '../data/collection';
import {
  collectLabels,
  labelPictures,
  labelsOf,
  type ClassIds,
  type Labels,
  type MinimumCounts,
} from '../data/labels';
import { makeSplit, type Split } from '../data/split';
import { namesInFolder } from '../pictures/list';
import type { Example } from './batches';

export interface LabelledExample extends Example {
  readonly row: PictureRow;
}

export interface ClassifierData {
  readonly labels: Labels;
  readonly split: Split;
  readonly train: readonly LabelledExample[];
  readonly validation: readonly LabelledExample[];
  /** By artists who are no class; half of these artists are kept for measuring. */
  readonly otherPainters: { readonly train: readonly Example[]; readonly test: readonly Example[] };
  /** From folders without labels (photographs, generated pictures); half for measuring, too. */
  readonly others: readonly {
    readonly folder: string;
    readonly train: readonly Example[];
    readonly test: readonly Example[];
  }[];
}

export interface ClassifierDataOptions {
  readonly collection: string;
  /** The classes of a network, in its order; or all of which there are so many pictures. */
  readonly classes: ClassIds | MinimumCounts;
  readonly seed: number;
  readonly validationShare: number;
  /** Folders of pictures that are by no painter at all. */
  readonly strangers: readonly string[];
  /** A split made before; a new one otherwise. */
  readonly split?: Split | undefined;
}

/** @throws SfumatoError `invalid-input` */
export async function readClassifierData(options: ClassifierDataOptions): Promise<ClassifierData> {
  const { folder, rows } = await readCollection(options.collection);
  const { classes } = options;
  const labels = 'artists' in classes ? labelsOf(rows, classes) : collectLabels(rows, classes);
  const examples = labelPictures(rows, labels).map((picture): LabelledExample => ({
    ...picture,
    file: containedPath(folder, picture.row.file),
  }));
  const known = examples.filter(({ artist }) => artist >= 0);
  const split =
    options.split ??
    makeSplit(
      known.map(({ row }) => row),
      options,
    );
  const validation = new Set(split.validation);
  const others = examples.filter(({ artist }) => artist < 0);
  if (!known.some(({ row }) => validation.has(row.id))) {
    throw new SfumatoError(
      'invalid-input',
      'No picture is left to measure on: the titles speak of too few motifs, or the split is of another collection.',
    );
  }
  return {
    labels,
    split,
    train: known.filter(({ row }) => !validation.has(row.id)),
    validation: known.filter(({ row }) => validation.has(row.id)),
    otherPainters: {
      train: others.filter(({ row }) => !isForMeasuring(row.artist)),
      test: others.filter(({ row }) => isForMeasuring(row.artist)),
    },
    others: await Promise.all(options.strangers.map(readStrangers)),
  };
}

async function readStrangers(folder: string) {
  // Their order decides what the rule for "none of these" is fitted on.
  const pictures = await namesInFolder(folder);
  const example = (name: string): Example => ({
    file: path.join(folder, name),
    artist: -1,
    style: -1,
    genre: -1,
  });
  return {
    folder: path.basename(path.resolve(folder)),
    train: pictures.filter((name) => !isForMeasuring(name)).map(example),
    test: pictures.filter(isForMeasuring).map(example),
  };
}

/** Half of all names, always the same half. */
function isForMeasuring(name: string): boolean {
  return createHash('sha256').update(name).digest()[0]! % 2 === 0;
}
