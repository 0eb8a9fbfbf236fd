/** Steps of training, on pictures that are made up: only their size matters. */
import { inChild } from './child';
import type { Part } from './part';

/** Without `cpu`: plain JavaScript needs minutes for a step. `--backends cpu` measures it. */
const BACKENDS = ['node-gpu', 'node', 'webgpu', 'wasm'];

export const trainingPart: Part = {
  name: 'training',
  title: 'Training: the shipped model’s recipe with a discriminator on pixels, per back end',
  columns: [
    { key: 'imagesPerSecond', title: 'images/s', digits: 2 },
    { key: 'median', title: 'ms a step', digits: 0 },
    { key: 'p95', title: 'p95', digits: 0 },
    { key: 'steps', title: 'steps', digits: 0 },
  ],
  ratio: { column: 'imagesPerSecond', to: 'wasm' },
  async run({ backends = BACKENDS, limit }) {
    const measurements = [];
    for (const backend of backends) {
      measurements.push(await inChild('training-child.ts', backend, limit));
    }
    return measurements;
  },
};
