/** Small steps of the stylizer: as it trains, and as it paints one picture or a part of one. */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { createStylizer } from '@/models/architectures';
import type { Weights } from '@/models/network';
import { randomPictures } from '@/models/testing';

import { trainable, type Step } from './step';

const STYLE_DIM = 5;
const SIDE = 16;

const create = (options: Record<string, unknown> = {}) =>
  createStylizer('stylizer', {
    styleDim: STYLE_DIM,
    encoderChannels: [3, 4, 4, 5],
    widths: [4, 5, 6, 6],
    ...options,
  });
const plain = create();
const rich = create({ blocks: 1, fineBlocks: 1, grain: 0.1, border: 'repeat' });

export const STYLIZER_STEPS: readonly Step[] = [
  step('stylizer, two pictures', plain, (all) => paint(plain, all, 2)),
  step('stylizer, one picture', plain, (all) => paint(plain, all, 1)),
  step('stylizer with all its options, two pictures', rich, (all) => paint(rich, all, 2)),
  step('stylizer, a part with the statistics of the whole', plain, (all, settled) => {
    const { pictures, vectors } = given(plain, all, 1);
    const statistics = plain.measure(settled, pictures, vectors);
    return plain.apply(all, { pictures, vectors, statistics });
  }),
];

type Stylizer = typeof plain;

function given(network: Stylizer, weights: Weights, count: number) {
  const pictures = randomPictures(createRandom(3), count, SIDE, SIDE);
  return { pictures, vectors: network.encode(weights, pictures) };
}

const paint = (network: Stylizer, weights: Weights, count: number) =>
  network.apply(weights, given(network, weights, count));

/** @param painted with all weights, those that learn among them; and as they all were. */
function step(
  name: string,
  network: Stylizer,
  painted: (weights: Weights, settled: Weights) => tf.Tensor4D,
): Step {
  // Tracked statistics are no trained weights.
  const untrained = () => network.init(createRandom(2));
  const settled = () => trainable(network, untrained());
  return {
    name,
    weights: settled,
    objective: (weights) => {
      const before = { ...untrained(), ...settled() };
      return tf.mean(tf.square(tf.sub(painted({ ...before, ...weights }, before), 0.3)));
    },
  };
}
