/**
 * DiffAugment (Zhao et al. 2020): the same random, differentiable changes to real
 * and generated pictures before the discriminator sees them, so that it cannot
 * learn a small collection by heart.
 */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

import { keys } from '../bicubic';

export const AUGMENTATIONS = ['color', 'zoom', 'translation', 'cutout'] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

/** Largest shift, as a part of the side. */
const TRANSLATION = 1 / 8;
/** Most pictures are looked at from closer by, up to so many times their full size. */
const ZOOM = 2;
const ZOOM_SHARE = 0.6;
/** Side of the square that is cut out, as a part of the side. */
const CUTOUT = 1 / 2;

/**
 * Pictures [batch, size, size, 3] in [-1, 1] → [batch, view, view, 3], changed picture by
 * picture. Larger pictures than the view are reduced to it, or a window of them is looked
 * at, if `zoom` is among the changes.
 *
 * @param sides of each picture how many pixels of a side are its own; all, if not given.
 */
export function diffAugment(
  pictures: tf.Tensor4D,
  augmentations: readonly Augmentation[],
  random: Random,
  view = pictures.shape[1],
  sides: readonly number[] = wholes(pictures),
): tf.Tensor4D {
  let x = pictures;
  for (const augmentation of augmentations) x = APPLY[augmentation](x, random, view, sides);
  return x.shape[1] === view ? x : look(x, view, wholes(x), random);
}

type Change = (
  x: tf.Tensor4D,
  random: Random,
  view: number,
  sides: readonly number[],
) => tf.Tensor4D;
const APPLY: Record<Augmentation, Change> = { color, zoom, translation, cutout };

/** Brightness ± ½, saturation × 0..2, contrast × ½..1½. */
function color(x: tf.Tensor4D, random: Random): tf.Tensor4D {
  const perPicture = (low: number, range: number) =>
    tf.tensor4d(
      Float32Array.from({ length: x.shape[0] }, () => low + range * random.uniform()),
      [x.shape[0], 1, 1, 1],
    );
  const aroundMean = (y: tf.Tensor4D, axes: number[], factor: tf.Tensor4D) => {
    const mean = tf.mean(y, axes, true);
    return tf.add(tf.mul(tf.sub(y, mean), factor), mean) as tf.Tensor4D;
  };
  const brightened = tf.add(x, perPicture(-0.5, 1)) as tf.Tensor4D;
  const saturated = aroundMean(brightened, [3], perPicture(0, 2));
  return aroundMean(saturated, [1, 2, 3], perPicture(0.5, 1));
}

/**
 * Some of the pictures whole, of the others a random window, down to half of the view.
 * Not one of DiffAugment's. A frozen network that strides over the first pixels is blind
 * to much that is small; magnified, and at no fixed place, it shows. And a discriminator
 * of small views judges large pictures, composition and brushwork in turn. Since no single
 * window is as frequent as the whole, the generator does not learn to paint windows (Karras
 * et al. 2020, section 2.2).
 *
 * A picture that was enlarged is looked at from no closer by than it has pixels of its own for,
 * so that many small pictures can teach what is to be seen and a few large ones how it is
 * painted (Chai et al. 2022, section 3). Beside enlarged ones, which show whole pictures often
 * enough, large ones are never looked at whole.
 */
function zoom(x: tf.Tensor4D, random: Random, view: number, sides: readonly number[]): tf.Tensor4D {
  const size = x.shape[1];
  const shareOfLarge = sides.some((own) => own < size) ? 1 : ZOOM_SHARE;
  const windows = sides.map((own) => {
    const isLarge = own === size;
    const reach = isLarge ? (ZOOM * size) / view : Math.max(1, own / view);
    const isWindow = random.uniform() < (isLarge ? shareOfLarge : ZOOM_SHARE);
    return isWindow ? size / reach ** random.uniform() : size;
  });
  return look(x, view, windows, random);
}

const wholes = (x: tf.Tensor4D) => Array.from({ length: x.shape[0] }, () => x.shape[1]);

/** Windows of `sides` at random places, as views. */
function look(x: tf.Tensor4D, view: number, sides: readonly number[], random: Random): tf.Tensor4D {
  return resample(x, view, () => windowMatrices(x.shape[1], view, sides, random));
}

/**
 * Shift by up to an eighth, the border continued outwards: lines along the border, which
 * padding makes a generator paint, become stripes that show. (DiffAugment fills with 0.)
 */
function translation(x: tf.Tensor4D, random: Random): tf.Tensor4D {
  const [batch, size] = x.shape;
  const reach = Math.round(size * TRANSLATION);
  return resample(x, size, () =>
    shiftMatrices(batch, size, () => random.integer(2 * reach + 1) - reach),
  );
}

/**
 * Rows, then columns as products with matrices [batch, side, size], which say how much
 * of every old row is in a new one: that differentiates on every back end.
 */
function resample(x: tf.Tensor4D, side: number, matrices: () => tf.Tensor3D): tf.Tensor4D {
  let y = x;
  for (let axis = 0; axis < 2; axis++) {
    const [batch, rows, columns, channels] = y.shape;
    const flat = tf.reshape(y, [batch, rows, columns * channels]) as tf.Tensor3D;
    const resampled = tf.reshape(tf.matMul(matrices(), flat), [batch, side, columns, channels]);
    y = tf.transpose(resampled, [0, 2, 1, 3]) as tf.Tensor4D; // Rows and columns change places.
  }
  return y;
}

/**
 * [sides, view, size]: a window of each side at a random place, by a cubic filter, which
 * where it reduces is as much wider. (A linear one takes away the finest detail of what it
 * moves by half a pixel; the generator then paints there what it likes.)
 */
function windowMatrices(
  size: number,
  view: number,
  sides: readonly number[],
  random: Random,
): tf.Tensor3D {
  const values = new Float32Array(sides.length * view * size);
  sides.forEach((side, b) => {
    const start = (size - side) * random.uniform();
    const width = Math.max(1, side / view);
    for (let row = 0; row < view; row++) {
      const centre = start + ((row + 0.5) * side) / view - 0.5;
      const first = Math.max(0, Math.ceil(centre - 2 * width));
      const shares = Array.from(
        { length: Math.min(size - 1, Math.floor(centre + 2 * width)) - first + 1 },
        (_, i) => keys((first + i - centre) / width),
      );
      const sum = shares.reduce((total, share) => total + share, 0);
      values.set(
        shares.map((share) => share / sum),
        (b * view + row) * size + first,
      );
    }
  });
  return tf.tensor3d(values, [sides.length, view, size]);
}

/** [batch, size, size] with ones where row r takes row r − shift, or the nearest that there is. */
function shiftMatrices(batch: number, size: number, draw: () => number): tf.Tensor3D {
  const values = new Float32Array(batch * size * size);
  for (let b = 0; b < batch; b++) {
    const shift = draw();
    for (let row = 0; row < size; row++) {
      const from = Math.min(size - 1, Math.max(0, row - shift));
      values[(b * size + row) * size + from] = 1;
    }
  }
  return tf.tensor3d(values, [batch, size, size]);
}

/** A square of half the side, centred anywhere, becomes 0. */
function cutout(x: tf.Tensor4D, random: Random): tf.Tensor4D {
  const [batch, size] = x.shape;
  const half = Math.round((size * CUTOUT) / 2);
  const mask = new Float32Array(batch * size * size).fill(1);
  for (let b = 0; b < batch; b++) {
    const cy = random.integer(size);
    const cx = random.integer(size);
    for (let row = Math.max(0, cy - half); row < Math.min(size, cy + half); row++) {
      const start = (b * size + row) * size;
      mask.fill(0, start + Math.max(0, cx - half), start + Math.min(size, cx + half));
    }
  }
  return tf.mul(x, tf.tensor4d(mask, [batch, size, size, 1]));
}
