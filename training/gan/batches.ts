/** What a step is fed with: real pictures, and wishes for generated ones. */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

import type { Batch } from '../data/sampler';
import type { GanOptions } from './options';
import type { RealBatch, Wish } from './players';

type Labels = Batch['labels'];

/** Of pictures in several classes, the share that is shown as one of them alone. */
const SINGLE_SHARE = 0.5;

/**
 * The classes of pictures as weights [pictures, classCount], a row of zeros for a picture in
 * none. A picture in several (an artist, a style, a genre) is at times shown as one of them
 * alone, at times as a random mix of all, so that each means something by itself and with
 * the others.
 */
export function classWeights(labels: Labels, classCount: number, random: Random): Float32Array {
  const weights = new Float32Array(labels.length * classCount);
  labels.forEach((own, i) => {
    const row = weights.subarray(i * classCount, (i + 1) * classCount);
    if (own.length === 1) row[own[0]!] = 1;
    else if (own.length > 1 && random.uniform() < SINGLE_SHARE)
      row[own[random.integer(own.length)]!] = 1;
    else {
      // Exponential numbers over their sum: evenly over all mixes.
      const parts = own.map(() => -Math.log(1 - random.uniform()));
      const sum = parts.reduce((total, part) => total + part, 0);
      own.forEach((label, k) => (row[label] = parts[k]! / sum));
    }
  });
  return weights;
}

/** The sampler's bytes as tensors. `strength` scales the classes while they fade in. */
export function realBatch(
  { pixels, sides }: Pick<Batch, 'pixels' | 'sides'>,
  classes: Float32Array,
  size: number,
  classCount: number,
  conditional: boolean,
  strength: number,
): RealBatch {
  const batch = pixels.length / (size * size * 3);
  const pictures = tf.tidy(() => {
    const values = tf.tensor4d(new Float32Array(pixels), [batch, size, size, 3]);
    return tf.sub(tf.div(values, 127.5), 1) as tf.Tensor4D;
  });
  if (!conditional) return { pictures, sides };
  return { pictures, sides, classes: scaled(classes, batch, classCount, strength) };
}

/**
 * The labels with some of them taken away.
 * @param hidden of every class, the share of its pictures.
 */
export function hideClasses(labels: Labels, hidden: readonly number[], random: Random): Labels {
  if (hidden.every((share) => share === 0)) return labels;
  return labels.map((own) =>
    own.filter((label) => {
      const share = hidden[label] ?? 0;
      return share === 0 || random.uniform() >= share;
    }),
  );
}

/**
 * Latent vectors, and classes of the real batch, some of them mixed with another's. Each is
 * looked at as the real picture in its place is: what is seen of both says the same about them.
 */
export function drawWish(
  { classes, sides }: { classes: Float32Array; sides: Batch['sides'] },
  { batchSize, fakeBatchSize = batchSize, blendShare }: GanOptions,
  latentDim: number,
  classCount: number,
  conditional: boolean,
  strength: number,
  random: Random,
): Wish {
  const count = Math.min(fakeBatchSize, batchSize);
  const z = Float32Array.from({ length: count * latentDim }, () => random.gaussian());
  const latent = tf.tensor2d(z, [count, latentDim]);
  const looks = sides.slice(0, count);
  if (!conditional) return { z: latent, sides: looks };
  const mixed = classes.slice(0, count * classCount);
  for (let i = 0; i < count; i++) {
    if (random.uniform() >= blendShare) continue;
    const other = random.integer(batchSize);
    const share = random.uniform();
    for (let k = 0; k < classCount; k++) {
      const own = classes[i * classCount + k]!;
      mixed[i * classCount + k] = own * share + classes[other * classCount + k]! * (1 - share);
    }
  }
  return { z: latent, sides: looks, classes: scaled(mixed, count, classCount, strength) };
}

function scaled(classes: Float32Array, batch: number, classCount: number, strength: number) {
  return tf.tensor2d(
    classes.map((v) => v * strength),
    [batch, classCount],
  );
}
