/** Pictures as the metrics know them. */
import * as tf from '@tensorflow/tfjs-core';

import type { Picture } from '@/lib/image/picture';

import type { Vectors } from '../metrics/vectors';
import { bicubicMatrix, resizeSquares } from '../bicubic';
import type { FeatureNetwork } from './features';
import type { RealPictures } from './real';

export interface Described {
  /** [count, 1280] */
  readonly features: Vectors;
  /** [count, 1001] */
  readonly probabilities: Vectors;
  /** [count, 16 · 16 · 3], in 0..1: for Parzen windows. */
  readonly thumbnails: Vectors;
}

/** Pixels a side of a thumbnail: as many numbers as an MNIST digit has, for which windows were made. */
export const THUMBNAIL = 16;

/** Gathers what is found, batch after batch. */
export function createDescriber(network: FeatureNetwork, count: number) {
  const empty = (dim: number) => ({ count, dim, values: new Float32Array(count * dim) });
  const described = {
    features: empty(network.dim),
    probabilities: empty(network.classCount),
    thumbnails: empty(THUMBNAIL * THUMBNAIL * 3),
  };
  let filled = 0;
  return {
    described: described as Described,
    /**
     * @param pictures [batch, side, side, 3] in [-1, 1]; disposed.
     * @param through see `FeatureNetwork.describe`.
     */
    async add(pictures: tf.Tensor4D, through: readonly number[] = []): Promise<void> {
      const outputs = tf.tidy(() => {
        const small = resizeSquares(
          pictures,
          bicubicMatrix([pictures.shape[1], ...through, THUMBNAIL]),
        );
        const thumbnails = tf.clipByValue(tf.div(tf.add(small, 1), 2), 0, 1);
        return { ...network.describe(pictures, through), thumbnails };
      });
      const batch = pictures.shape[0];
      pictures.dispose();
      for (const kind of ['features', 'probabilities', 'thumbnails'] as const) {
        const { dim, values } = described[kind];
        values.set(await outputs[kind].data<'float32'>(), filled * dim);
      }
      tf.dispose(outputs);
      filled += batch;
    },
  };
}

/** [end − start, size, size, 3] in [-1, 1]. */
export function realTensor({ pixels, size }: RealPictures, start: number, end: number) {
  const bytes = size * size * 3;
  const levels = Float32Array.from(
    pixels.subarray(start * bytes, end * bytes),
    (level) => level / 127.5 - 1,
  );
  return tf.tensor4d(levels, [end - start, size, size, 3]);
}

/** Square pictures of one size → [batch, side, side, 3] in [-1, 1]. */
export function picturesTensor(pictures: readonly Picture[]): tf.Tensor4D {
  const side = pictures[0]!.width;
  const levels = new Float32Array(pictures.length * side * side * 3);
  let to = 0;
  for (const { data } of pictures) {
    for (let from = 0; from < data.length; from += 4) {
      for (let c = 0; c < 3; c++) levels[to++] = data[from + c]! / 127.5 - 1;
    }
  }
  return tf.tensor4d(levels, [pictures.length, side, side, 3]);
}

/** A real picture as the classifier is given it. */
export function realPicture(pixels: Uint8Array, size: number): Picture {
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let i = 0; i < size * size; i++) {
    for (let c = 0; c < 3; c++) data[i * 4 + c] = pixels[i * 3 + c]!;
  }
  return { width: size, height: size, data };
}

/** A way to show pictures; gives new tensors. */
export interface Form {
  readonly name: string;
  readonly apply: (x: tf.Tensor4D) => tf.Tensor4D;
}

export const AS_THEY_ARE: Form = { name: 'plain', apply: (x) => tf.clone(x) };

/** The forms in which training saw a picture: as it is, and mirrored and turned where it was. */
export function trainingForms(options: {
  flip?: unknown;
  quarterTurns?: unknown;
}): readonly Form[] {
  const turned = (x: tf.Tensor4D) =>
    tf.tidy(() => tf.reverse(tf.transpose<tf.Tensor4D>(x, [0, 2, 1, 3]), 1));
  const forms: Form[] = [];
  for (const mirrored of options.flip === true ? [false, true] : [false]) {
    for (let turns = 0; turns < (options.quarterTurns === true ? 4 : 1); turns++) {
      const name = `${mirrored ? 'mirrored' : 'plain'}${turns > 0 ? ` ${turns}` : ''}`;
      const apply = (x: tf.Tensor4D) =>
        tf.tidy(() => {
          let y = mirrored ? tf.reverse(x, 2) : tf.clone(x);
          for (let i = 0; i < turns; i++) y = turned(y);
          return y;
        });
      forms.push({ name, apply });
    }
  }
  return forms;
}
