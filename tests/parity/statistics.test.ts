/** What batch normalisation tracks in a training pass is the same on every back end that is present. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';
import type { TrainingPass } from '@/models/network';
import { randomPictures } from '@/models/testing';
import { probeBackends, selectBackend } from '@/training/backends/select';

const network = createClassifier('mobilenet-v2', {
  ...{ artistCount: 3, styleCount: 2, genreCount: 2 },
  ...{ embeddingDim: 4, dropout: 0, width: 1 / 16 },
});
const asked = process.env.PARITY_BACKENDS?.split(',');
const present = (await probeBackends(asked)).filter((probe) => probe.available);

async function tracked(): Promise<Record<string, Float32Array>> {
  const weights = network.init(createRandom(1));
  const pass: TrainingPass = { updates: {}, random: createRandom(2) };
  const pictures = randomPictures(createRandom(3), 4, 40, 45);
  tf.tidy(() => void network.apply(weights, pictures, pass));
  const values = await Promise.all(
    Object.entries(pass.updates).map(
      async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const,
    ),
  );
  tf.dispose([weights, pass.updates, pictures]);
  return Object.fromEntries(values);
}

for (const { name } of present.filter((probe) => probe.name !== 'cpu')) {
  it(`${name} tracks the means and variances that cpu tracks`, async () => {
    await selectBackend('cpu');
    const expected = await tracked();
    await selectBackend(name);
    const actual = await tracked();
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const [weight, values] of Object.entries(expected)) {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      const difference = values.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - actual[weight]![i]!)),
        0,
      );
      expect(difference / largest, weight).toBeLessThan(1e-4);
    }
  });
}
