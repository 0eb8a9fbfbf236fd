/** What a step is fed with: real pictures, and wishes for generated ones. */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

import type { Batch } from '../data/sampler';
import type { GanOptions } from './options';
import type { RealBatch, Wish } from './players';

/** The sampler's bytes as tensors. `strength` scales the classes while they fade in. */
export function realBatch(
  { pixels, classes }: Batch,
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
  if (!conditional) return { pictures };
  return { pictures, classes: scaled(classes, batch, classCount, strength) };
}

/**
 * The batch with the classes of some pictures taken away.
 * @param hidden of every class, the share of its pictures.
 */
export function hideClasses(batch: Batch, hidden: readonly number[], random: Random): Batch {
  if (hidden.every((share) => share === 0)) return batch;
  const classCount = hidden.length;
  const classes = batch.classes.slice();
  for (let start = 0; start < classes.length; start += classCount) {
    const row = classes.subarray(start, start + classCount);
    const share = hidden[row.indexOf(1)] ?? 0;
    if (share > 0 && random.uniform() < share) row.fill(0);
  }
  return { ...batch, classes };
}

/** Latent vectors, and classes of the real batch, some of them mixed with another's. */
export function drawWish(
  { classes }: Batch,
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
  if (!conditional) return { z: latent };
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
  return { z: latent, classes: scaled(mixed, count, classCount, strength) };
}

function scaled(classes: Float32Array, batch: number, classCount: number, strength: number) {
  return tf.tensor2d(
    classes.map((v) => v * strength),
    [batch, classCount],
  );
}
