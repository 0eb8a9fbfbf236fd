/** The optimisation for a person's picture: in and out as bytes. */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { inSize, sizeWith } from '@/lib/image/reduce';

import { selectBackend } from '../backends/select';
import { readMeasure } from './measure';
import { optimise } from './optimise';
import { JUDGED_LAYERS } from './options';

export interface OptimisePictureOptions {
  /** Paths of raw tensors without `.json`: VGG-19 and its distilled copy. */
  readonly features: readonly string[];
  readonly steps: number;
  /** Shorter side of the style's picture, in pixels. */
  readonly side: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((step: number, steps: number) => void) | undefined;
}

/** @throws SfumatoError `cancelled`, `not-found` and others for the networks. */
export async function optimisePicture(
  content: Picture,
  style: Picture,
  { features, steps, side, signal, onProgress }: OptimisePictureOptions,
): Promise<Picture> {
  await selectBackend();
  const measure = await readMeasure(features, JUDGED_LAYERS);
  const [wide, high] = [style.width, style.height];
  const shown = sizedTo(style, Math.round((side * Math.max(wide, high)) / Math.min(wide, high)));
  const [contents, styles] = [content, shown].map(tensorOf);
  const painted = await optimise(measure, contents!, styles!, { steps, signal, onProgress });
  const picture = await pictureOf(painted);
  tf.dispose([contents!, styles!, painted]);
  measure.dispose();
  if (signal?.aborted) throw new SfumatoError('cancelled', 'Painting was stopped.');
  return picture;
}

/** A picture whose longer side is `side` pixels. */
export function sizedTo(picture: Picture, side: number): Picture {
  const { width, height } = sizeWith(picture, side);
  return inSize(picture, width, height);
}

function tensorOf({ width, height, data }: Picture): tf.Tensor4D {
  const colours = new Float32Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    for (let c = 0; c < 3; c++) colours[to++] = data[from + c]! / 127.5 - 1;
  }
  return tf.tensor4d(colours, [1, height, width, 3]);
}

async function pictureOf(pictures: tf.Tensor4D): Promise<Picture> {
  const [, height, width] = pictures.shape;
  const values = await pictures.data();
  const data = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; to < data.length; to += 4) {
    for (let c = 0; c < 3; c++) data[to + c] = (values[from++]! + 1) * 127.5;
    data[to + 3] = 255;
  }
  return { width, height, data };
}
