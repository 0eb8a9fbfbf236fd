/** The feature maps that components are found in. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import { resolveLatent } from '@/lib/latent/resolve';
import { createGenerator } from '@/models/architectures';
import type { GeneratorCard } from '@/models/card';
import { factsOf } from '@/models/facts';
import { decodeWeightsFile } from '@/models/weights-file';

import { assertGoing } from '../going';
import type { WantedPicture } from '../points';
import { principalDirections, type Component } from './components';
import { vectorsOf } from './moved';

/** The map of 16 px: coarse enough for composition, fine enough to have one. */
const MAP_LEVEL = 2;
/** Side to which it is pooled. */
const POOLED_SIDE = 4;
const BATCH = 32;

interface FeatureOptions {
  readonly components: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, done: number, total: number) => void;
}

/** The `components` largest principal directions of an exported generator. */
export async function componentsOf(
  folder: string,
  card: GeneratorCard,
  wanted: readonly WantedPicture[],
  { components, signal, onProgress }: FeatureOptions,
): Promise<Component[]> {
  if (components === 0) return [];
  const facts = factsOf(card);
  const network = createGenerator(card.architecture, card.options);
  const bytes = new Uint8Array(await readFile(path.join(folder, card.weights.file)));
  const weights = decodeWeightsFile(bytes.buffer, card.weights, network.spec);
  const rows: Float32Array[] = [];
  for (let start = 0; start < wanted.length; start += BATCH) {
    assertGoing({ signal });
    const latents = wanted
      .slice(start, start + BATCH)
      .map(({ point }) => resolveLatent(point, facts));
    const pooled = tf.tidy(() => {
      const { maps } = network.paint(weights, {
        z: tf.stack(latents.map(({ z }) => tf.tensor1d(z))) as tf.Tensor2D,
        ...(facts.classIds.length > 0 && {
          classes: tf.stack(latents.map((latent) => tf.tensor1d(latent.weights))) as tf.Tensor2D,
        }),
      });
      const map = maps[Math.min(MAP_LEVEL, maps.length - 1)]!;
      const window = map.shape[1] / POOLED_SIDE;
      return tf.reshape(tf.avgPool(map, window, window, 'valid'), [latents.length, -1]);
    });
    const values = await pooled.data();
    pooled.dispose();
    const width = values.length / latents.length;
    latents.forEach((_, i) =>
      rows.push(Float32Array.from(values.subarray(i * width, (i + 1) * width))),
    );
    onProgress('Features', rows.length, wanted.length);
  }
  tf.dispose(weights);

  // What the class adds is no matter of z.
  const classes = wanted.map(({ classId }) => classId);
  const features = tf.tidy(() => tf.stack(centred(rows, classes).map((row) => tf.tensor1d(row))));
  const z = tf.tidy(() => tf.stack(vectorsOf(wanted, card).map((row) => tf.tensor1d(row))));
  try {
    return await principalDirections(
      features as tf.Tensor2D,
      z as tf.Tensor2D,
      Math.min(components, card.latentDim),
    );
  } finally {
    tf.dispose([features, z]);
  }
}

/** Rows without their class's mean. */
function centred(
  rows: readonly Float32Array[],
  classes: readonly (string | undefined)[],
): Float32Array[] {
  const means = new Map<string | undefined, { sum: Float64Array; count: number }>();
  rows.forEach((row, i) => {
    const entry = means.get(classes[i]) ?? { sum: new Float64Array(row.length), count: 0 };
    row.forEach((value, k) => (entry.sum[k]! += value));
    means.set(classes[i], { ...entry, count: entry.count + 1 });
  });
  return rows.map((row, i) => {
    const { sum, count } = means.get(classes[i])!;
    return row.map((value, k) => value - sum[k]! / count);
  });
}
