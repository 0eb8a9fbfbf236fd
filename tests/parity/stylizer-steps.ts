/** Small steps of the stylizer: as it trains, and as it paints one picture or a part of one. */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { createStylizer } from '@/models/architectures';
import type { Weights } from '@/models/network';
import { randomPictures } from '@/models/testing';

import { trainable, type Step } from './step';

const STYLE_DIM = 5;
/** Two by two pixels at the eighth side hardly vary: divided by that, rounding would show. */
const SIDE = 32;

const painter = createStylizer('stylizer', {
  styleDim: STYLE_DIM,
  encoderChannels: [3, 4, 4, 5],
  widths: [4, 5, 6, 6],
});

export const STYLIZER_STEPS: readonly Step[] = [
  step('stylizer, two pictures', (all) => painter.apply(all, given(all, 2))),
  step('stylizer, one picture', (all) => painter.apply(all, given(all, 1))),
  step('stylizer, a part with the statistics of the whole', (all, settled) => {
    const { pictures, vectors } = given(all, 1);
    const statistics = painter.measure(settled, pictures, vectors);
    return painter.apply(all, { pictures, vectors, statistics });
  }),
];

function given(weights: Weights, count: number) {
  const pictures = randomPictures(createRandom(3), count, SIDE, SIDE);
  return { pictures, vectors: painter.encode(weights, pictures) };
}

/** @param painted with all weights, those that learn among them; and as they all were. */
function step(name: string, painted: (weights: Weights, settled: Weights) => tf.Tensor4D): Step {
  // Tracked statistics are no trained weights.
  const untrained = () => painter.init(createRandom(2));
  const settled = () => trainable(painter, untrained());
  return {
    name,
    weights: settled,
    objective: (weights) => {
      const before = { ...untrained(), ...settled() };
      return tf.mean(tf.square(tf.sub(painted({ ...before, ...weights }, before), 0.3)));
    },
  };
}
