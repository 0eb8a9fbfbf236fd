/**
 * DiffAugment (Zhao et al. 2020): the same random, differentiable changes to real
 * and generated pictures before the discriminator sees them, so that it cannot
 * learn a small collection by heart.
 */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

export const AUGMENTATIONS = ['color', 'translation', 'cutout'] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

/** Largest shift, as a part of the side. */
const TRANSLATION = 1 / 8;
/** Side of the square that is cut out, as a part of the side. */
const CUTOUT = 1 / 2;

/** Pictures [batch, size, size, 3] in [-1, 1] → the same shape, changed picture by picture. */
export function diffAugment(
  pictures: tf.Tensor4D,
  augmentations: readonly Augmentation[],
  random: Random,
): tf.Tensor4D {
  let x = pictures;
  for (const augmentation of augmentations) x = APPLY[augmentation](x, random);
  return x;
}

const APPLY: Record<Augmentation, (x: tf.Tensor4D, random: Random) => tf.Tensor4D> = {
  color,
  translation,
  cutout,
};

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
 * Shift by up to an eighth, the rest black-free grey (0). Written as products with
 * shifted unit matrices, rows first, then columns: that differentiates on every back end.
 */
function translation(x: tf.Tensor4D, random: Random): tf.Tensor4D {
  const [batch, size] = x.shape;
  const reach = Math.round(size * TRANSLATION);
  const rowsAndColumnsSwapped = (y: tf.Tensor) => tf.transpose(y, [0, 2, 1, 3]);
  let y: tf.Tensor = x;
  for (let axis = 0; axis < 2; axis++) {
    const shifts = shiftMatrices(batch, size, () => random.integer(2 * reach + 1) - reach);
    const flat = tf.reshape(y, [batch, size, size * 3]);
    const shifted = tf.matMul(shifts, flat as tf.Tensor3D);
    y = rowsAndColumnsSwapped(tf.reshape(shifted, x.shape));
  }
  return y as tf.Tensor4D;
}

/** [batch, size, size] with ones where row r takes row r − shift. */
function shiftMatrices(batch: number, size: number, draw: () => number): tf.Tensor3D {
  const values = new Float32Array(batch * size * size);
  for (let b = 0; b < batch; b++) {
    const shift = draw();
    for (let row = Math.max(0, shift); row < Math.min(size, size + shift); row++) {
      values[(b * size + row) * size + row - shift] = 1;
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
