import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';

import { Run } from '../run';
import { writeSnapshot } from '../snapshot';
import { featureShape, readFeatures } from './features';

let folder: string;
beforeEach(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-features-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('takes the features of a classifier in training, and says their shape', async () => {
  const network = createClassifier('resnet', {
    artistCount: 2,
    styleCount: 1,
    genreCount: 1,
    embeddingDim: 2,
    width: 0.05,
    depth: 18,
  });
  const run = await Run.create(folder, 'painters', { classifier: {} });
  const weights = network.init(createRandom(1));
  await writeSnapshot(run, 40, network.spec, weights);
  tf.dispose(weights);

  const before = tf.memory().numTensors;
  const frozen = await readFeatures([run.folder], 3);
  expect(featureShape(frozen, 64)).toEqual({
    featureChannels: [3, 6, 13],
    featureNetworks: 1,
    featureSide: 16,
  });
  frozen.dispose();
  expect(tf.memory().numTensors).toBe(before);

  const twice = await readFeatures([run.folder, run.folder], 2);
  expect(featureShape(twice, 64)).toMatchObject({
    featureChannels: [3, 6, 3, 6],
    featureNetworks: 2,
  });
  twice.dispose();
  expect(tf.memory().numTensors).toBe(before);
  await expect(readFeatures([run.folder, path.join(folder, 'nothing')], 2)).rejects.toThrow();
  expect(tf.memory().numTensors).toBe(before);
});

it('says what to name instead of a generator, or of nothing', async () => {
  const run = await Run.create(folder, 'gan', { gan: {} });
  await expect(readFeatures([run.folder], 3)).rejects.toThrow(/is no classifier/);
  await writeFile(path.join(folder, 'card.json'), JSON.stringify({ kind: 'generator' }));
  await expect(readFeatures([folder], 3)).rejects.toThrow(/is no classifier/);
  await expect(readFeatures([path.join(folder, 'nothing')], 3)).rejects.toThrow(/no network/);
});
