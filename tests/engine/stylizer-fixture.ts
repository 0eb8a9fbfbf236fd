/** A small stylizer, made on the spot: four numbers a style, random weights. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

import { painterInput } from '@/lib/engine/painter-input';
import { cellMeans, pictureFromTensor } from '@/lib/engine/picture';
import { drawTestPattern } from '@/lib/engine/test-pattern';
import { createRandom } from '@/lib/latent/random';
import { createStylizer } from '@/models/architectures';
import type { StylizerCard } from '@/models/card';
import { parameterCount } from '@/models/network';
import { writeStyleVector } from '@/models/style-vectors';
import { encodeWeightsFile } from '@/models/weights-file';

export interface StylizerFixture {
  readonly card: StylizerCard;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const OPTIONS = { styleDim: 4, encoderChannels: [3, 4, 4, 5], widths: [2, 2, 3, 3] };

export async function createStylizerFixture(id = 'painter'): Promise<StylizerFixture> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const network = createStylizer('stylizer', OPTIONS);
  const weights = network.init(createRandom(21));
  const { bytes, file } = await encodeWeightsFile(weights, network.spec, 'float32');
  // Straight from the network: the engine's own way must come to the same.
  const tensorOf = (seed: number) => {
    const { data, width, height } = painterInput(drawTestPattern(seed));
    return tf.tensor4d(data, [1, height, width, 3]);
  };
  const output = tf.tidy(() =>
    network.apply(weights, {
      pictures: tensorOf(1),
      vectors: network.encode(weights, tensorOf(2)),
    }),
  );
  const picture = await pictureFromTensor(output);
  tf.dispose([output, weights]);
  const style = { count: 1, artist: 'first', name: 'First' };
  const card: StylizerCard = {
    format: 1,
    id,
    kind: 'stylizer',
    title: 'Painter',
    version: 1,
    description: 'Random weights.',
    architecture: 'stylizer',
    options: OPTIONS,
    parameters: parameterCount(network.spec),
    weights: file,
    styleDim: 4,
    styleSide: 32,
    styles: [
      { ...style, id: 'first', kind: 'artist', vector: writeStyleVector([0.5, -1, 0.25, 2]) },
      {
        ...style,
        id: 'first-work',
        name: 'Work, First',
        kind: 'work',
        vector: writeStyleVector([1, 1, 0, -1]),
      },
    ],
    selfCheck: { content: 1, style: 2, grid: 4, cells: cellMeans(picture, 4) },
    sheets: [],
    training: { imagesSeen: 0, backend: 'cpu', seconds: 0, options: {} },
    data: { pictures: 1, selection: 'none', source: 'none', terms: 'none' },
    metrics: [],
    limits: [],
    licence: 'Apache-2.0',
  };
  return { card, bytes };
}
