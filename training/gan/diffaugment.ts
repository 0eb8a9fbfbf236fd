/**
 * DiffAugment (Zhao et al. 2020): the same random, differentiable changes to real
 * and generated pictures before the discriminator sees them, so that it cannot
 * learn a small collection by heart.
 */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

export const AUGMENTATIONS = ['color', 'zoom', 'translation', 'cutout'] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

/** Largest shift, as a part of the side. */
const TRANSLATION = 1 / 8;
/** Half of the pictures are looked at from closer by, up to so many times. */
const ZOOM = 2;
const ZOOM_SHARE = 0.5;
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
  zoom,
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
 * Half of the pictures as they are, of the others a random window of ½ to 1 of the side,
 * magnified to the whole. Not one of DiffAugment's: a frozen network that strides over the
 * first pixels is blind to much that is small, and a generator fills the blind places
 * with dots; magnified, and at no fixed place, they show. Since most pictures keep their
 * size, it does not learn to paint windows (Karras et al. 2020, section 2.2).
 */
function zoom(x: tf.Tensor4D, random: Random): tf.Tensor4D {
  const [batch, size] = x.shape;
  const sides = Array.from({ length: batch }, () =>
    random.uniform() < ZOOM_SHARE ? size / ZOOM ** random.uniform() : size,
  );
  return resample(x, () => zoomMatrices(size, sides, random));
}

/**
 * Shift by up to an eighth, the border continued outwards: lines along the border, which
 * padding makes a generator paint, become stripes that show. (DiffAugment fills with 0.)
 */
function translation(x: tf.Tensor4D, random: Random): tf.Tensor4D {
  const [batch, size] = x.shape;
  const reach = Math.round(size * TRANSLATION);
  return resample(x, () => shiftMatrices(batch, size, () => random.integer(2 * reach + 1) - reach));
}

/**
 * Rows, then columns as products with matrices [batch, size, size], which say how much
 * of every old row is in a new one: that differentiates on every back end.
 */
function resample(x: tf.Tensor4D, matrices: () => tf.Tensor3D): tf.Tensor4D {
  const [batch, size] = x.shape;
  let y: tf.Tensor = x;
  for (let axis = 0; axis < 2; axis++) {
    const flat = tf.reshape(y, [batch, size, size * 3]) as tf.Tensor3D;
    const resampled = tf.reshape(tf.matMul(matrices(), flat), x.shape);
    y = tf.transpose(resampled, [0, 2, 1, 3]); // Rows and columns change places.
  }
  return y as tf.Tensor4D;
}

/** [sides, size, size] that magnify, linearly, a window of each side at a random place. */
function zoomMatrices(size: number, sides: readonly number[], random: Random): tf.Tensor3D {
  const values = new Float32Array(sides.length * size * size);
  sides.forEach((side, b) => {
    const start = (size - side) * random.uniform();
    for (let row = 0; row < size; row++) {
      const from = Math.min(size - 1, Math.max(0, start + ((row + 0.5) * side) / size - 0.5));
      const [above, share] = [Math.floor(from), from % 1];
      const place = (b * size + row) * size + above;
      values[place] = 1 - share;
      if (share > 0) values[place + 1] = share;
    }
  });
  return tf.tensor3d(values, [sides.length, size, size]);
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
