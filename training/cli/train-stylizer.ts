import path from 'node:path';

import type { Command } from 'commander';

import { SfumatoError } from '@/lib/errors';
import { createStylizer } from '@/models/architectures';

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
import { commaSeparated, numberBetween, positiveInteger } from './arguments';
import { flagNames, parseOptions, withSettings } from './settings';
import {
  addTrainingOptions,
  openTraining,
  say,
  splitFor,
  watchTraining,
  type TrainingFlags,
} from './training-run';

interface Flags extends TrainingFlags<StylizerPreset> {
  contents?: string;
  styles?: string;
  features?: string[];
  split?: string;
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
  const command = train
    .command('stylizer')
    .description('Train a network that paints any picture in the style of any other.')
    .option('--contents <folder>', 'photographs to paint')
    .option('--styles <collection>', 'paintings: the CSV, or the folder of pictures beside it')
    .option(
      '--features <paths>',
      'networks to compare pictures through, as raw tensors without .json: VGG-19, its distilled copy',
      commaSeparated,
    )
    .option(
      '--split <file>',
      'paintings that training must not see (default: those of --init-from, or else choose them)',
    );
  addTrainingOptions(command, STYLIZER_PRESETS, 'start', {
    ...{ pictures: 'painted pictures', setting: 'identityShare=0.3' },
  })
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

async function runTrainStylizer(flags: Flags, command: Command): Promise<void> {
  const { backend, resumed, dumped } = await openTraining<Dumped>('stylizer', flags, command);
  const contents = given(flags.contents ?? dumped?.contents, 'the photographs', '--contents');
  const styles = given(flags.styles ?? dumped?.styles, 'the paintings', '--styles');
  const options = dumped ? stylizerTrainingSchema.parse(dumped.stylizer) : withFlags(flags);
  if (resumed && flags.features) options.features = placesOf(flags.features);
  const split = resumed ? await readSplit(resumed.file(SPLIT_FILE)) : await splitFor(flags, styles);
  const data = await readStylizerData({ ...options, contents, styles, split });
  say(
    `${data.contents.train.length} photographs and ${data.styles.train.length} paintings to learn from, ${data.contents.test.length} and ${data.styles.test.length} to measure on.`,
  );

  const measure = await readMeasure(options.features, options.layers);
  const start =
    resumed || !flags.initFrom
      ? undefined
      : await startFromEarlier(createStylizer('stylizer', options.options), flags.initFrom);
  const run =
    resumed ??
    (await Run.create(flags.runs, flags.name ?? `stylizer-${flags.preset}`, {
      contents: path.resolve(contents),
      styles: path.resolve(styles),
      backend,
      stylizer: options,
    } satisfies Dumped & { backend: string }));
  if (!resumed) await writeSplit(run.file(SPLIT_FILE), data.split);

  await watchTraining('stylizer', run, ({ signal, update }) =>
    trainStylizer({
      ...{ options, data, measure, run, start, backend, signal },
      resume: resumed !== undefined,
      onReport: ({ imagesSeen, imagesWanted, imagesPerSecond, size, losses }) =>
        update(imagesSeen, imagesWanted, imagesPerSecond, `${size} px  ${inShort(losses)}`),
      onValidation: (images, measured) => say(`\nAfter ${images} pictures: ${inShort(measured)}.`),
    }),
  );
  measure.dispose();
}

const inShort = (values: Readonly<Record<string, number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name.replace('heldOut/', '')} ${value.toFixed(3)}`)
    .join('  ');

function given(value: string | undefined, what: string, flag: string): string {
  if (value !== undefined) return value;
  throw new SfumatoError('invalid-input', `Name ${what} with ${flag}.`);
}

const placesOf = (bases: readonly string[]) => bases.map((base) => path.resolve(base));

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
    features: placesOf(flags.features),
  });
  const wanted = {
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
  };
  const options = parseOptions(stylizerTrainingSchema, wanted, flagNames(flags));
  return withSettings(stylizerTrainingSchema, options, flags.set);
}
