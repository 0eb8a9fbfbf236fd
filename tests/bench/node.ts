/** Pictures in Node, as the server and the command line draw them. */
import { inChild } from './child';
import type { Part } from './part';

const BACKENDS = ['node-gpu', 'node', 'webgpu', 'wasm', 'cpu'];

export const nodePart: Part = {
  name: 'node',
  title: 'Pictures in Node, per back end',
  columns: [
    { key: 'median', title: 'ms a picture' },
    { key: 'p95', title: 'p95' },
    { key: 'batched', title: 'in batches of 16' },
    { key: 'pictures', title: 'measured', digits: 0 },
  ],
  ratio: { column: 'median', to: 'wasm' },
  async run({ backends = BACKENDS, limit }) {
    const measurements = [];
    // One after the other: two at once would measure each other.
    for (const backend of backends) {
      measurements.push(await inChild('node-child.ts', backend, limit));
    }
    return measurements;
  },
};
