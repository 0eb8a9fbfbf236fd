import path from 'node:path';

import { Option, type Command } from 'commander';
import sharp from 'sharp';

import { SfumatoError } from '@/lib/errors';
import { createStylizer } from '@/models/architectures';

import { BACKEND_ORDER, selectBackend } from '../backends/select';
import { readSplit, SPLIT_FILE, writeSplit } from '../data/split';
import { Run } from '../run';
import { readStylizerData } from '../stylizer/data';
import { trainStylizer } from '../stylizer/loop';
import { readMeasure } from '../stylizer/measure';
import {
  STYLIZER_PRESETS,
  stylizerTrainingSchema,
  type StylizerPreset,
  type StylizerTrainingOptions,
} from '../stylizer/options';
import { startFromEarlier } from '../stylizer/start';
import { commaSeparated, numberBetween, positiveInteger, seedNumber } from './arguments';
import { progressBar } from './progress';
import { stopSignal } from './stop';

interface Flags {
  contents?: string;
  styles?: string;
  features?: string[];
  split?: string;
  preset: StylizerPreset;
  runs: string;
  name?: string;
  resume?: string;
  initFrom?: string;
  backend?: string;
  images?: number;
  batchSize?: number;
  seed?: number;
  size?: number;
  learningRate?: number;
  encoderRate?: number;
  contentWeight?: number;
  gramWeight?: number;
  momentWeight?: number;
  variationWeight?: number;
  identityWeight?: number;
  minColourfulness?: number;
  snapshotImages?: number;
}

const WEIGHT = numberBetween(0, 1000);

export function addTrainStylizer(train: Command): void {
  train
    .command('stylizer')
    .description('Train a network that paints any picture in the style of any other.')
    .option('--contents <folder>', 'photographs to paint')
    .option('--styles <collection>', 'paintings: the CSV, or the folder of pictures beside it')
    .option(
      '--features <paths>',
      'networks to compare pictures through, as raw tensors without .json: VGG-19, its distilled copy',
      commaSeparated,
    )
    .option('--split <file>', 'paintings that training must not see (default: choose them)')
    .addOption(
      new Option('--preset <name>', 'a recipe; the options below change it')
        .choices(Object.keys(STYLIZER_PRESETS))
        .default('start'),
    )
    .option('--runs <folder>', 'where the numbered folders of runs are kept', 'runs')
    .option('--name <name>', 'name of the run', 'stylizer')
    .option('--resume <run>', 'go on exactly where a stopped or killed run stood')
    .option('--init-from <source>', 'start from the weights of a run or of an exported model')
    .addOption(new Option('--backend <name>', 'default: the fastest').choices([...BACKEND_ORDER]))
    .option('--images <n>', 'stop after so many painted pictures', positiveInteger)
    .option('--batch-size <n>', 'pictures a step', positiveInteger)
    .option('--seed <n>', 'of everything random', seedNumber)
    .option('--size <px>', 'side of the training squares, all the time', positiveInteger)
    .option('--learning-rate <x>', 'at its highest', numberBetween(0, 1))
    .option(
      '--encoder-rate <x>',
      'factor on it for the encoder’s convolutions',
      numberBetween(0, 1),
    )
    .option('--content-weight <x>', 'of keeping the content', WEIGHT)
    .option('--gram-weight <x>', 'of the style, as Gram matrices', WEIGHT)
    .option('--moment-weight <x>', 'of the style, as means and deviations', WEIGHT)
    .option('--variation-weight <x>', 'of smoothness', WEIGHT)
    .option('--identity-weight <x>', 'of staying the same in one’s own style', WEIGHT)
    .option('--min-colourfulness <x>', 'leave out greyer paintings', numberBetween(0, 1000))
    .option('--snapshot-images <n>', 'pictures between two sheets and snapshots', positiveInteger)
    .action(runTrainStylizer);
}

/** What a run's folder remembers of its data. */
interface Dumped {
  readonly contents: string;
  readonly styles: string;
  readonly stylizer: unknown;
}

async function runTrainStylizer(flags: Flags): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const backend = await selectBackend(flags.backend);
  say(`Computing on ${backend.name}: ${backend.detail}.`);
  if (backend.advice) say(backend.advice);

  const resumed = flags.resume ? await Run.open(flags.resume) : undefined;
  const dumped = resumed?.options as Dumped | undefined;
  const contents = given(flags.contents ?? dumped?.contents, 'the photographs', '--contents');
  const styles = given(flags.styles ?? dumped?.styles, 'the paintings', '--styles');
  const options = stylizerTrainingSchema.parse(dumped?.stylizer ?? withFlags(flags));
  if (resumed && flags.images) options.images = flags.images;
  const splitFile = resumed ? resumed.run.file(SPLIT_FILE) : flags.split;
  const data = await readStylizerData({
    ...options,
    contents,
    styles,
    split: splitFile ? await readSplit(splitFile) : undefined,
  });
  say(
    `${data.contents.train.length} photographs and ${data.styles.train.length} paintings to learn from, ${data.contents.test.length} and ${data.styles.test.length} to measure on.`,
  );

  const measure = await readMeasure(options.features, options.layers);
  const start =
    resumed || !flags.initFrom
      ? undefined
      : await startFromEarlier(createStylizer('stylizer', options.options), flags.initFrom);
  const run =
    resumed?.run ??
    (await Run.create(flags.runs, flags.name ?? 'stylizer', {
      contents: path.resolve(contents),
      styles: path.resolve(styles),
      backend: backend.name,
      stylizer: options,
    } satisfies Dumped & { backend: string }));
  if (!resumed) await writeSplit(run.file(SPLIT_FILE), data.split);
  say(`The run is kept in ${run.folder}. Ctrl-C saves and stops; --resume goes on from there.`);

  const bar = progressBar('Training');
  // Pictures are small: more threads for each would only get into the way of the computing.
  sharp.concurrency(1);
  const stop = stopSignal(() => say('\nStopping after this step …'));
  const ending = await trainStylizer({
    ...{ options, data, measure, run, start, backend: backend.name },
    resume: resumed !== undefined,
    signal: stop.signal,
    onReport: ({ imagesSeen, imagesWanted, imagesPerSecond, size, losses }) =>
      bar.update(imagesSeen, imagesWanted, {
        detail: `${imagesPerSecond.toFixed(1)} images/s  ${size} px  ${inShort(losses)}`,
      }),
    onValidation: (images, measured) => say(`\nAfter ${images} pictures: ${inShort(measured)}.`),
  });
  bar.stop();
  stop.release();
  measure.dispose();
  say(
    ending === 'finished'
      ? 'Finished.'
      : `Saved. Go on with: train stylizer --resume ${run.folder}`,
  );
}

const inShort = (values: Readonly<Record<string, number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name.replace('heldOut/', '')} ${value.toFixed(3)}`)
    .join('  ');

function given(value: string | undefined, what: string, flag: string): string {
  if (value !== undefined) return value;
  throw new SfumatoError('invalid-input', `Name ${what} with ${flag}.`);
}

/** The preset with what was given on the command line put over it. */
function withFlags(flags: Flags): StylizerTrainingOptions {
  if (!flags.features) {
    throw new SfumatoError(
      'invalid-input',
      'Name the networks that pictures are compared through with --features.',
    );
  }
  const preset = stylizerTrainingSchema.parse({
    ...STYLIZER_PRESETS[flags.preset],
    features: flags.features.map((base) => path.resolve(base)),
  });
  return stylizerTrainingSchema.parse({
    ...preset,
    seed: flags.seed ?? preset.seed,
    images: flags.images ?? preset.images,
    batchSize: flags.batchSize ?? preset.batchSize,
    learningRate: flags.learningRate ?? preset.learningRate,
    encoderRate: flags.encoderRate ?? preset.encoderRate,
    contentWeight: flags.contentWeight ?? preset.contentWeight,
    gramWeight: flags.gramWeight ?? preset.gramWeight,
    momentWeight: flags.momentWeight ?? preset.momentWeight,
    variationWeight: flags.variationWeight ?? preset.variationWeight,
    identityWeight: flags.identityWeight ?? preset.identityWeight,
    minColourfulness: flags.minColourfulness ?? preset.minColourfulness,
    snapshotImages: flags.snapshotImages ?? preset.snapshotImages,
    startedFrom: flags.initFrom && path.basename(path.resolve(flags.initFrom)),
    sizes: flags.size ? [{ until: 1, size: flags.size }] : preset.sizes,
  });
}
