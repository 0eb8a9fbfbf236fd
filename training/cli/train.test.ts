import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { classifierTrainingSchema, CLASSIFIER_PRESETS } from '../classifier/options';
import { paintCollection } from '../classifier/testing';
import { SPLIT_FILE, writeSplit } from '../data/split';
import { ganOptionsSchema, PRESETS } from '../gan/options';
import { Run } from '../run';
import { STYLIZER_PRESETS, stylizerTrainingSchema } from '../stylizer/options';
import { collectSetting, withSettings } from './settings';
import { addTrainClassifier } from './train-classifier';
import { addTrainGan } from './train-gan';
import { addTrainStylizer } from './train-stylizer';
import { addTrainingOptions, openTraining, type TrainingFlags } from './training-run';

let folder: string;
let collection: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-train-'));
  ({ collection } = await paintCollection(folder));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => vi.restoreAllMocks();
});

/** `train` with all its kinds. */
function trainCommand(): Command {
  const command = new Command('train').exitOverride();
  for (const add of [addTrainGan, addTrainClassifier, addTrainStylizer]) add(command);
  return command;
}
const train = (...words: string[]) => trainCommand().parseAsync(words, { from: 'user' });

describe('beside --resume', () => {
  it.each([
    ['gan', ['--images', '8', '--data', 'a.csv', '--features', 'a', '--backend', 'cpu'], []],
    ['gan', ['--preset', 'landscapes-64'], ['--preset']],
    ['gan', ['--set', 'blendShare=0.5', '--no-curation'], ['--no-curation', '--set']],
    ['gan', ['--epochs', '3', '--augment', 'color'], ['--epochs', '--augment']],
    ['classifier', ['--learning-rate', '0.1', '--split', 'a'], ['--split', '--learning-rate']],
    ['stylizer', ['--init-from', 'a', '--seed', '2'], ['--init-from', '--seed']],
  ])('train %s names what it would not heed of %j', async (kind, given, flags) => {
    const resumed = train(kind, '--resume', path.join(folder, 'gone'), ...given);
    if (flags.length === 0) return expect(resumed).rejects.toThrow(/not the folder of a run/);
    const error = await resumed.catch((thrown: Error) => thrown.message);
    expect(error).toMatch(/A run goes on with the options that it was begun with/);
    for (const flag of flags) expect(error).toContain(flag);
  });

  /** What every training does first. */
  async function open(...words: string[]) {
    const command = new Command('gan').exitOverride();
    addTrainingOptions(command, PRESETS, 'classic', { pictures: 'pictures', setting: 'seed=2' });
    let opened: Awaited<ReturnType<typeof openTraining<{ gan: object }>>> | undefined;
    command.action(async (flags: TrainingFlags<'classic'>) => {
      opened = await openTraining<{ gan: object }>('gan', flags, command);
    });
    await command.parseAsync([...words, '--backend', 'cpu'], { from: 'user' });
    return opened!;
  }

  it('a new length is kept with the run', async () => {
    const run = await Run.create(folder, 'longer', { data: 'x.csv', gan: { images: 8, seed: 3 } });
    const kept = async () => JSON.parse(await readFile(run.file('options.json'), 'utf8'));
    expect((await open('--resume', run.folder)).dumped!.gan).toEqual({ images: 8, seed: 3 });
    expect((await kept()).gan.images).toBe(8);
    const { dumped } = await open('--resume', run.folder, '--images', '16');
    expect(dumped).toEqual({ data: 'x.csv', gan: { images: 16, seed: 3 } });
    expect(await kept()).toEqual(dumped);
  });

  it('a run of another kind is refused', async () => {
    const run = await Run.create(folder, 'other', { classifier: {} });
    await expect(open('--resume', run.folder)).rejects.toThrow(/is no run of `train gan`/);
  });
});

describe('a value that an option cannot have', () => {
  const data = ['--data', 'a.csv', '--backend', 'cpu'];
  const pictures = ['--contents', 'a', '--styles', 'b.csv', '--features', 'c', '--backend', 'cpu'];
  it.each([
    ['gan', [...data, '--augment', 'colour'], /^--augment: .*color/],
    ['gan', [...data, '--batch-size', '1'], /^--batch-size: /],
    ['classifier', [...data, '--learning-rate', '0'], /^--learning-rate: /],
    ['classifier', [...data, '--size', '16'], /^--size: /],
    ['stylizer', [...pictures, '--size', '100'], /^--size: /],
    ['stylizer', [...pictures, '--learning-rate', '0'], /^--learning-rate: /],
  ])('is told by the name of the option: train %s %j', async (kind, given, message) => {
    const refused = train(kind, ...given);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

it('shows an example of --set that every kind knows', () => {
  const kinds = {
    gan: [ganOptionsSchema, PRESETS.classic],
    classifier: [classifierTrainingSchema, CLASSIFIER_PRESETS['resnet-18']],
    stylizer: [stylizerTrainingSchema, { ...STYLIZER_PRESETS.start, features: ['vgg'] }],
  } as const;
  for (const command of trainCommand().commands) {
    const { description } = command.options.find(({ long }) => long === '--set')!;
    const setting = collectSetting(/e\.g\. ([^;]*);/.exec(description)![1]!);
    const [schema, preset] = kinds[command.name() as keyof typeof kinds];
    const options = withSettings(schema, schema.parse(preset), setting);
    expect(options[setting[0]!.place[0] as 'seed']).toBe(setting[0]!.value);
    const anywhere = collectSetting('batchSize=16');
    expect(withSettings(schema, schema.parse(preset), anywhere).batchSize).toBe(16);
  }
});

it('keeps the classes that were learned: --min-count is refused with --init-from', async () => {
  const classes = { artists: ['anna', 'bert'], styles: [], genres: [] };
  const run = await Run.create(folder, 'earlier', { classifier: {}, classes });
  await writeSplit(run.file(SPLIT_FILE), {
    ...{ format: 1, seed: 1, validationShare: 0.1, validation: ['p0'] },
  });
  const runs = path.join(folder, 'runs');
  const further = train(
    ...['classifier', '--data', collection, '--backend', 'cpu', '--runs', runs],
    ...['--init-from', run.folder, '--min-count', '3'],
  );
  await expect(further).rejects.toThrow(/leave --min-count out/);
  await expect(readdir(runs)).rejects.toMatchObject({ code: 'ENOENT' });
});
