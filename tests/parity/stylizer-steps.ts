/** Small steps of the stylizer: as it trains, and as it paints one picture or a part of one. */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { createStylizer } from '@/models/architectures';
import type { Weights } from '@/models/network';
import { randomPictures } from '@/models/testing';

import { trainable, type Step } from './step';

const STYLE_DIM = 5;
const SIDE = 16;

const network = createStylizer('stylizer', {
  styleDim: STYLE_DIM,
  encoderChannels: [3, 4, 4, 5],
  widths: [4, 5, 6, 6],
});
/** Tracked statistics are no trained weights. */
const untrained = () => network.init(createRandom(2));
const settled = () => trainable(network, untrained());

export const STYLIZER_STEPS: readonly Step[] = [
  step('stylizer, two pictures', (weights) => {
    const pictures = randomPictures(createRandom(3), 2, SIDE, SIDE);
    return network.apply(weights, { pictures, vectors: network.encode(weights, pictures) });
  }),
  step('stylizer, one picture', (weights) => {
    const pictures = randomPictures(createRandom(4), 1, SIDE, SIDE);
    return network.apply(weights, { pictures, vectors: network.encode(weights, pictures) });
  }),
  step('stylizer, a part with the statistics of the whole', (weights) => {
    const pictures = randomPictures(createRandom(4), 1, SIDE, SIDE);
    const vectors = network.encode(weights, pictures);
    const statistics = network.measure({ ...untrained(), ...settled() }, pictures, vectors);
    return network.apply(weights, { pictures, vectors, statistics });
  }),
];

function step(name: string, painted: (weights: Weights) => tf.Tensor4D): Step {
  return {
    name,
    weights: settled,
    objective: (weights) =>
      tf.mean(tf.square(tf.sub(painted({ ...untrained(), ...weights }), 0.3))),
  };
}
