/** A small model, made on the spot: 8 × 8 pictures, two classes, random weights. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

import { cellMeans, pictureFromTensor } from '@/lib/engine/picture';
import { createRandom, gaussianVector } from '@/lib/latent/random';
import { createGenerator } from '@/models/architectures';
import type { GeneratorCard } from '@/models/card';
import { parameterCount } from '@/models/network';
import { encodeWeightsFile } from '@/models/weights-file';

export interface Fixture {
  readonly card: GeneratorCard;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const SELF_CHECK_SEED = 7;

/** @param id different ids have different weights */
export async function createFixture(id = 'fixture'): Promise<Fixture> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const latentDim = 6;
  const options = { latentDim, classCount: 2, embeddingDim: 3, channels: [6, 4] };
  const network = createGenerator('conditional-dcgan', options);
  const seed = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 0);
  const weights = network.init(createRandom(seed));
  const { bytes, file } = await encodeWeightsFile(weights, network.spec, 'float32');

  // Straight from the network: the engine's own way must come to the same.
  const output = tf.tidy(() =>
    network.apply(weights, {
      z: tf.tensor2d(gaussianVector(SELF_CHECK_SEED, latentDim), [1, latentDim]),
      classes: tf.tensor2d([[0.7, 0.3]]),
    }),
  );
  const picture = await pictureFromTensor(output);
  tf.dispose([output, weights]);

  const classOf = (name: string) => ({ id: name, name, kind: 'artist' as const, count: 1 });
  const card: GeneratorCard = {
    format: 1,
    id,
    kind: 'generator',
    title: 'Fixture',
    version: 1,
    description: 'Random weights.',
    architecture: 'conditional-dcgan',
    options,
    parameters: parameterCount(network.spec),
    resolution: 8,
    latentDim,
    classes: [classOf('first'), classOf('second')],
    weights: file,
    selfCheck: {
      seed: SELF_CHECK_SEED,
      mix: [
        { classId: 'first', weight: 0.7 },
        { classId: 'second', weight: 0.3 },
      ],
      psi: 1,
      grid: 2,
      cells: cellMeans(picture, 2),
    },
    opening: { seed: SELF_CHECK_SEED, mix: [{ classId: 'first', weight: 1 }], psi: 1 },
    sheets: [],
    training: { imagesSeen: 0, backend: 'cpu', seconds: 0, options: {} },
    data: { pictures: 1, selection: 'none', source: 'none', terms: 'none' },
    metrics: [],
    limits: [],
    licence: 'Apache-2.0',
  };
  return { card, bytes };
}
