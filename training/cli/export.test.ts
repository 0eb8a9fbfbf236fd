import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { createGenerator } from '@/models/architectures';
import type { GeneratorCard } from '@/models/card';
import type { NetworkSpec } from '@/models/network';
import { decodeWeightsFile } from '@/models/weights-file';

import { selectBackend } from '../backends/select';
import { paintCollection } from '../classifier/testing';
import { prepareShard } from '../data/prepare';
import { engineAsTrained } from '../evaluate/as-trained';
import { trainGan } from '../gan/loop';
import { ganOptionsSchema, PRESETS } from '../gan/options';
import { Run } from '../run';
import { listSnapshots, readSnapshot, writeSnapshot } from '../snapshot';
import { addExportCommand } from './export';
import { addTrainGan } from './train-gan';

// The command keeps its pictures in the cache of this repository otherwise.
vi.mock('./train-gan', async (original) => ({
  ...(await original<object>()),
  get CACHE_FOLDER() {
    return path.join(folder, 'cache');
  },
}));

let folder: string;
let collection: string;
let run: Run;

/** A run of a few steps that knows "bert" first and "anna" second. */
beforeAll(async () => {
  await selectBackend('cpu');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-export-'));
  ({ collection } = await paintCollection(folder));
  const preset = PRESETS['landscapes-64'];
  const options = ganOptionsSchema.parse({
    ...preset,
    ...{ resolution: 8, batchSize: 4, images: 4, selection: { minCount: 5, others: 'unlabelled' } },
    generator: {
      ...preset.generator,
      options: { latentDim: 4, embeddingDim: 3, channels: [6, 4] },
    },
    discriminator: {
      ...preset.discriminator,
      ...{ architecture: 'conditional-dcgan', options: { channels: [4, 6] } },
    },
  });
  const classes = ['bert', 'anna'];
  const shard = await prepareShard({
    ...{ collection, selection: options.selection, classes, size: 8 },
    cacheFolder: path.join(folder, 'cache'),
  });
  const dumped = { data: collection, backend: 'cpu', gan: options, classes };
  run = await Run.create(folder, 'run', dumped);
  await trainGan({ options, shard, run, backend: 'cpu' });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockReturnValue(true);
  }
  return () => vi.restoreAllMocks();
});

const models = () => path.join(folder, 'models');

function exportOf({ folder: from }: Run, id: string, ...more: string[]) {
  const program = new Command().exitOverride();
  addExportCommand(program);
  const words = ['export', from, '--id', id, '--title', 'Tiny', '--models-dir', models()];
  return program.parseAsync([...words, ...more], { from: 'user' });
}

async function exported(...more: string[]): Promise<GeneratorCard> {
  await exportOf(run, 'tiny', ...more);
  return JSON.parse(await readFile(path.join(models(), 'tiny/card.json'), 'utf8')) as GeneratorCard;
}

function resumed() {
  const train = new Command().exitOverride();
  addTrainGan(train);
  const words = ['gan', '--resume', run.folder, '--images', '8', '--backend', 'cpu'];
  return train.parseAsync(words, { from: 'user' });
}

it('gives the mean of the weights of two runs of one network', async () => {
  const [images] = (await listSnapshots(run)).slice(-1);
  const { spec, weights } = await readSnapshot(run, images!, createGenerator);
  const alone = await readExported(await exported('--dtype', 'float32'), spec);
  const shadow = await Run.create(folder, 'shadow', { classes: ['bert', 'anna'] });
  const nothing = Object.entries(weights).map(([name, one]) => [name, tf.zerosLike(one)] as const);
  await writeSnapshot(shadow, images!, spec, Object.fromEntries(nothing));
  const card = await exported('--dtype', 'float32', '--mean-with', shadow.folder);
  expect(card.training.options['meanWith']).toBe(path.basename(shadow.folder));
  const asTrained = engineAsTrained(run.folder, { ...card, id: 'tiny' }, 'cpu');
  await (await asTrained).dispose();
  const mean = await readExported(card, spec);
  for (const [name, one] of Object.entries(alone)) {
    expect(mean[name], name).toEqual(one.map((x) => x / 2));
  }

  const wider = createGenerator('conditional-dcgan', { ...spec.options, latentDim: 5 });
  const stranger = await Run.create(folder, 'stranger', { classes: ['bert', 'anna'] });
  await writeSnapshot(stranger, 0, wider.spec, wider.init(createRandom(1)));
  await expect(exported('--mean-with', stranger.folder)).rejects.toThrow(/another network/);

  const turned = await Run.create(folder, 'turned', { classes: ['anna', 'bert'] });
  await expect(exported('--mean-with', turned.folder)).rejects.toThrow(/in another order/);
});

it('takes of the opening what is chosen, and the rest as it is by itself', async () => {
  const { opening: own } = await exported();
  expect((await exported('--opening-seed', '5')).opening).toEqual({ ...own, seed: 5 });
  const varied = await exported('--opening-variety', '0.333');
  expect(varied.opening).toEqual({ ...own, psi: 0.33 });
});

it('takes no snapshot of a classifier but the best, and says so', async () => {
  const classifier = await Run.create(folder, 'classifier', { classifier: {} });
  const refused = exportOf(classifier, 'painters', '--snapshot', '4');
  await expect(refused).rejects.toThrow(/^A classifier is exported .*: leave out --snapshot\.$/);
  await expect(refused).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(access(path.join(models(), 'painters'))).rejects.toMatchObject({ code: 'ENOENT' });
});

/** The weights that were exported, name by name; zeros without a sign. */
async function readExported(card: GeneratorCard, spec: NetworkSpec) {
  const file = path.join(folder, 'models/tiny', card.weights.file);
  const { buffer } = Uint8Array.from(await readFile(file));
  const weights = decodeWeightsFile(buffer, card.weights, spec);
  return Object.fromEntries(
    Object.entries(weights).map(([name, one]) => [name, [...one.dataSync()].map((x) => x || 0)]),
  );
}

it('names what was learned as it was learned, whatever the collection counts now', async () => {
  const before = await readFile(collection, 'utf8');
  // Of "bert", whom the first row of weights is of, fewer pictures than of "anna".
  const lines = before.split('\n');
  const bert = lines.filter((line) => line.includes(',bert,'));
  await writeFile(collection, lines.filter((line) => !bert.slice(2).includes(line)).join('\n'));
  const { classes } = await exported();
  expect(classes.map(({ id, count }) => [id, count])).toEqual([
    ['bert', 2],
    ['anna', 12],
    ['other-painters', 6],
  ]);

  await writeFile(collection, lines.filter((line) => !bert.includes(line)).join('\n'));
  await expect(exported()).rejects.toThrow(/it has nothing of bert/);
  await expect(resumed()).rejects.toThrow(/it has nothing of bert/);
  await writeFile(collection, before);
});
