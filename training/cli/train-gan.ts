import path from 'node:path';

import { Option, type Command } from 'commander';

import { SfumatoError } from '@/lib/errors';
import { countsInWords } from '@/lib/latent/classes';

import { prepareShard } from '../data/prepare';
import { AUGMENTATIONS, type Augmentation } from '../gan/diffaugment';
import { featureShape, readFeatures } from '../gan/features';
import { trainGan } from '../gan/loop';
import { LOSSES, type LossName } from '../gan/losses';
import {
  ganOptionsSchema,
  PRESETS,
  viewOf,
  type GanOptions,
  type PresetName,
} from '../gan/options';
import { classesOfRun, readStart } from '../gan/start';
import { Run } from '../run';
import { commaSeparated, imageRange, numberBetween, positiveInteger } from './arguments';
import { inRepository } from './places';
import { progressBar } from './progress';
import { flagNames, parseOptions, withSettings } from './settings';
import {
  addTrainingOptions,
  openTraining,
  say,
  watchTraining,
  type TrainingFlags,
} from './training-run';

export const CACHE_FOLDER = inRepository('.cache');

interface Flags extends TrainingFlags<PresetName> {
  data?: string;
  epochs?: number;
  resolution?: number;
  loss?: LossName;
  augment?: string[];
  artist?: string[];
  style?: string[];
  genre?: string[];
  minCount?: number;
  minColourfulness?: number;
  quarterTurns?: boolean;
  /** Commander's way with `--no-…`: true unless it is given. */
  curation: boolean;
  generator?: string;
  discriminator?: string;
  batchNorm?: 'generator' | 'both';
  features?: string[];
  classFade?: [number, number];
  snapshotImages?: number;
  snapshotEpochs?: number;
  stopOnCollapse?: boolean;
}

export function addTrainGan(train: Command): void {
  const command = train
    .command('gan')
    .description(
      'Train a generator of pictures on a collection: a folder of pictures and a CSV beside it.',
    )
    .option('--data <collection>', 'the CSV, or the folder of pictures beside it');
  addTrainingOptions(command, PRESETS, 'landscapes-64', {
    ...{ pictures: 'real pictures', setting: 'blendShare=0.5' },
  })
    .option('--epochs <n>', 'stop after so many times through the collection', positiveInteger)
    .option('--resolution <px>', 'side of the pictures', positiveInteger)
    .addOption(new Option('--loss <name>', 'adversarial loss').choices(Object.keys(LOSSES)))
    .option('--augment <list>', `of ${AUGMENTATIONS.join(', ')}; "none" for none`, commaSeparated)
    .option('--artist <list>', 'only these artists', commaSeparated)
    .option('--style <list>', 'only these styles', commaSeparated)
    .option('--genre <list>', 'only these genres', commaSeparated)
    .option('--min-count <n>', 'pictures that an artist needs to be a class', positiveInteger)
    .option('--min-colourfulness <x>', 'leave out greyer pictures', numberBetween(0, 200))
    .option('--no-curation', 'learn also from what the curation of the collection drops')
    .option('--quarter-turns', 'turn pictures by random multiples of 90°')
    .option('--generator <architecture>', 'generator architecture')
    .option('--discriminator <architecture>', 'discriminator architecture')
    .addOption(
      new Option(
        '--batch-norm <where>',
        'batch normalisation in the networks of the classic recipe',
      ).choices(['generator', 'both']),
    )
    .option(
      '--features <list>',
      'frozen networks for a projected discriminator, each raw tensors without .json, or the folder of a classifier',
      commaSeparated,
    )
    .option('--class-fade <from,to>', 'fade the classes in between these images', imageRange)
    .option('--snapshot-images <n>', 'a sheet and a snapshot every so many images', positiveInteger)
    .option('--snapshot-epochs <n>', 'a sheet and a snapshot every so many epochs', positiveInteger)
    .option('--stop-on-collapse', 'end the run when it has collapsed')
    .action(runTrainGan);
}

/** What a run's folder remembers beside its classes. */
interface Dumped {
  readonly data: string;
  readonly gan: unknown;
}

async function runTrainGan(flags: Flags, command: Command): Promise<void> {
  const { backend, resumed, dumped } = await openTraining<Dumped>('gan', flags, command);
  const data = flags.data ?? dumped?.data;
  if (!data) {
    throw new SfumatoError('invalid-input', 'Name the pictures to learn from with --data.');
  }
  const options = dumped ? ganOptionsSchema.parse(dumped.gan) : withFlags(flags);
  if (resumed && flags.features) options.features = flags.features;
  if (options.discriminator.architecture === 'projected' && !options.features) {
    throw new SfumatoError(
      'invalid-input',
      'A projected discriminator judges the features of a frozen network; name it with --features, or take --discriminator conditional-dcgan.',
    );
  }
  if (options.features && !resumed) {
    const frozen = await readFeatures(options.features, options.featureStages);
    // Kept with the run: an export has to build the discriminator without the network.
    Object.assign(options.discriminator.options, featureShape(frozen, viewOf(options)));
    frozen.dispose();
  }
  const start = flags.initFrom ? await readStart(flags.initFrom) : undefined;

  const preparing = progressBar('Preparing pictures');
  const shard = await prepareShard({
    collection: data,
    selection: options.selection,
    classes: dumped && classesOfRun(dumped, options),
    size: options.resolution,
    framing: options,
    cacheFolder: CACHE_FOLDER,
    onProgress: (done, total) => preparing.update(done, total),
  });
  preparing.stop();
  const { ids, classes, leftOut } = shard.header;
  say(`${ids.length} pictures; classes: ${countsInWords(classes) || 'none'}.`);
  for (const [reason, count] of Object.entries(leftOut)) say(`  left out: ${count} (${reason})`);

  const run =
    resumed ??
    (await Run.create(flags.runs, flags.name ?? flags.preset, {
      data: path.resolve(data),
      backend,
      gan: options,
      classes: classes.map(({ id }) => id),
    }));
  const ending = await watchTraining('gan', run, ({ signal, update }) =>
    trainGan({
      ...{ options, shard, run, start, backend, signal },
      resume: resumed !== undefined,
      onReport: (report) =>
        update(
          report.imagesSeen,
          report.imagesWanted,
          report.imagesPerSecond,
          `D ${report.discriminatorLoss.toFixed(3)}  G ${report.generatorLoss.toFixed(3)}  spread ${report.sampleSpread.toFixed(2)}`,
        ),
      onWarning: (sentence) => say(`\n${sentence}`),
    }),
  );
  if (ending === 'collapsed') {
    throw new SfumatoError('internal', 'The run has collapsed and was stopped; see above.');
  }
}

/** The preset with what was given on the command line put over it. */
function withFlags(flags: Flags): GanOptions {
  const preset = ganOptionsSchema.parse(PRESETS[flags.preset]);
  const given = <T>(value: T | undefined, otherwise: T): T => value ?? otherwise;
  const { selection } = preset;
  const network = (
    player: GanOptions['generator'],
    architecture: string | undefined,
    batchNorm: boolean,
  ) => ({
    ...player,
    architecture: given(architecture, player.architecture),
    ...(batchNorm ? { options: { ...player.options, batchNorm } } : {}),
  });
  const limit =
    flags.images !== undefined || flags.epochs !== undefined
      ? { images: flags.images, epochs: flags.epochs }
      : {};
  const wanted = {
    ...preset,
    ...limit,
    seed: given(flags.seed, preset.seed),
    resolution: given(flags.resolution, preset.resolution),
    batchSize: given(flags.batchSize, preset.batchSize),
    loss: given(flags.loss, preset.loss),
    augment: flags.augment
      ? (flags.augment.filter((name) => name !== 'none') as Augmentation[])
      : preset.augment,
    quarterTurns: given(flags.quarterTurns, preset.quarterTurns),
    selection: {
      ...selection,
      artists: given(flags.artist, selection.artists),
      styles: given(flags.style, selection.styles),
      genres: given(flags.genre, selection.genres),
      minCount: given(flags.minCount, selection.minCount),
      minColourfulness: given(flags.minColourfulness, selection.minColourfulness),
      ...(flags.curation ? {} : { curation: 'ignore' as const }),
    },
    features: given(flags.features, preset.features),
    classFade: given(flags.classFade, preset.classFade),
    generator: network(preset.generator, flags.generator, flags.batchNorm !== undefined),
    discriminator: network(preset.discriminator, flags.discriminator, flags.batchNorm === 'both'),
    snapshotImages:
      flags.snapshotImages ?? (flags.snapshotEpochs ? undefined : preset.snapshotImages),
    snapshotEpochs: given(flags.snapshotEpochs, preset.snapshotEpochs),
    stopOnCollapse: given(flags.stopOnCollapse, preset.stopOnCollapse),
  };
  const options = parseOptions(ganOptionsSchema, wanted, flagNames(flags));
  return withSettings(ganOptionsSchema, options, flags.set);
}
