/** Quick measuring while training: centred squares, all of them at once in memory. */
import * as tf from '@tensorflow/tfjs-core';
import pLimit from 'p-limit';

import type { ClassifierNetwork } from '@/models/classifier';

import { decodeSquare } from '../data/prepare';
import { readable } from '../pictures/readable';
import type { Tensors } from '../tensors';
import type { Example } from './batches';

const BATCH = 32;
const DECODERS = 2;

export interface Validation {
  /** Shares of the pictures whose artist is the first, or among the first five. */
  measure(network: ClassifierNetwork, weights: Tensors): Promise<{ top1: number; top5: number }>;
}

/** @param size side of the squares, in pixels. */
export async function createValidation(
  examples: readonly Example[],
  size: number,
): Promise<Validation> {
  const limit = pLimit(DECODERS);
  const squares = await Promise.all(
    examples.map(({ file }) => limit(() => readable(file, decodeSquare(file, size)))),
  );
  return {
    async measure(network, weights) {
      let top1 = 0;
      let top5 = 0;
      for (let start = 0; start < examples.length; start += BATCH) {
        const part = squares.slice(start, start + BATCH);
        const best = tf.tidy(() => {
          const values = tf.tensor4d(new Float32Array(Buffer.concat(part)), [
            part.length,
            size,
            size,
            3,
          ]);
          const { artists } = network.apply(weights, tf.sub(tf.div(values, 127.5), 1));
          return tf.topk(artists, Math.min(5, artists.shape[1])).indices as tf.Tensor2D;
        });
        const indices = await best.array();
        best.dispose();
        indices.forEach((row, i) => {
          const { artist } = examples[start + i]!;
          if (row[0] === artist) top1++;
          if (row.includes(artist)) top5++;
        });
      }
      return { top1: top1 / examples.length, top5: top5 / examples.length };
    },
  };
}
