import path from 'node:path';

import type { Command } from 'commander';

import { SfumatoError } from '@/lib/errors';
import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';

import { readClassifierData, type ClassifierData } from '../classifier/collection';
import { networkOptions, trainClassifier } from '../classifier/loop';
import {
  CLASSIFIER_PRESETS,
  classifierTrainingSchema,
  type ClassifierPreset,
  type ClassifierTrainingOptions,
} from '../classifier/options';
import { classesOfEarlier, startFromEarlier, startFromPretrained } from '../classifier/start';
import { refitHeads } from '../evaluate/refit';
import { classIdsOf, type ClassIds } from '../data/labels';
import { readSplit, SPLIT_FILE, writeSplit } from '../data/split';
import { Run } from '../run';
import { commaSeparated, numberBetween, positiveInteger } from './arguments';
import { progressBar } from './progress';
import { flagNames, parseOptions, withSettings } from './settings';
import { stopSignal } from './stop';
import {
  addTrainingOptions,
  openTraining,
  say,
  splitFor,
  watchTraining,
  type TrainingFlags,
} from './training-run';

interface Flags extends TrainingFlags<ClassifierPreset> {
  data?: string;
  strangers?: string[];
  split?: string;
  pretrained?: string;
  minCount?: number;
  size?: number;
  learningRate?: number;
  frozenStages?: number;
}

export function addTrainClassifier(train: Command): void {
  const command = train
    .command('classifier')
    .description(
      'Train a classifier by artist, style and genre on a collection: a folder of pictures and a CSV beside it.',
    )
    .option('--data <collection>', 'the CSV, or the folder of pictures beside it')
    .option(
      '--strangers <folders>',
      'folders of pictures by no painter at all, e.g. photographs, to be told apart',
      commaSeparated,
    )
    .option(
      '--split <file>',
      'measure on the pictures of this split (default: that of --init-from, or else make one)',
    );
  addTrainingOptions(command, CLASSIFIER_PRESETS, 'resnet-18', {
    ...{ pictures: 'pictures', setting: 'labelSmoothing=0.05' },
  })
    .option('--pretrained <path>', 'start from raw tensors: the path without .json')
    .option('--min-count <n>', 'pictures that an artist needs to be a class', positiveInteger)
    .option('--size <px>', 'side of the training squares, all the time', positiveInteger)
    .option('--learning-rate <x>', 'of the fresh layers', numberBetween(0, 1))
    .option('--frozen-stages <n>', 'stages that are not trained', numberBetween(0, 20))
    .action(runTrainClassifier);
}

/** What a run's folder remembers of its data. */
interface Dumped {
  readonly data: string;
  readonly strangers: string[];
  readonly classifier: unknown;
  /** In the order of the network's outputs. */
  readonly classes: ClassIds;
}

async function runTrainClassifier(flags: Flags, command: Command): Promise<void> {
  const { backend, resumed, dumped } = await openTraining<Dumped>('classifier', flags, command);
  const collection = flags.data ?? dumped?.data;
  if (!collection) {
    throw new SfumatoError('invalid-input', 'Name the pictures to learn from with --data.');
  }
  const options = dumped ? classifierTrainingSchema.parse(dumped.classifier) : withFlags(flags);
  const strangers = flags.strangers ?? dumped?.strangers ?? [];
  const split = resumed
    ? await readSplit(resumed.file(SPLIT_FILE))
    : await splitFor(flags, collection);
  const classes = dumped?.classes ?? (await classesFor(flags)) ?? options.minimumCounts;
  const data = await readClassifierData({ ...options, collection, strangers, split, classes });
  const { labels, train, validation, otherPainters, others } = data;
  say(
    `${train.length} pictures to learn from and ${validation.length} to measure on; ${labels.artists.length} artists, ${labels.styles.length} styles, ${labels.genres.length} genres.`,
  );
  say(`By other painters: ${otherPainters.train.length} and ${otherPainters.test.length}.`);
  for (const other of others) {
    say(`In ${other.folder}: ${other.train.length} and ${other.test.length}.`);
  }

  const start = resumed ? undefined : await findStart(flags, options, data);
  const run =
    resumed ??
    (await Run.create(flags.runs, flags.name ?? flags.preset, {
      data: path.resolve(collection),
      strangers: strangers.map((folder) => path.resolve(folder)),
      backend,
      classifier: options,
      classes: classIdsOf(labels),
    } satisfies Dumped & { backend: string }));
  if (!resumed) await writeSplit(run.file(SPLIT_FILE), data.split);

  const ending = await watchTraining('classifier', run, ({ signal, update }) =>
    trainClassifier({
      ...{ options, data, run, start, backend, signal },
      resume: resumed !== undefined,
      onReport: (report) =>
        update(
          report.imagesSeen,
          report.imagesWanted,
          report.imagesPerSecond,
          `${report.size} px  loss ${report.loss.toFixed(3)}  told ${percent(report.trainAccuracy)}`,
        ),
      onValidation: ({ images, top1, top5 }) =>
        say(`\nAfter ${images} pictures: top-1 ${percent(top1)}, top-5 ${percent(top5)}.`),
    }),
  );
  if (ending === 'settled early') say('Ended: it has not got better for long.');
  if (ending !== 'stopped' && options.refit > 0) await refit(run, data, options);
}

async function refit(
  run: Run,
  data: ClassifierData,
  options: ClassifierTrainingOptions,
): Promise<void> {
  const { signal, release } = stopSignal(() => say('\nStopping …'));
  const progress = progressBar('Looking again, for the last layers');
  const refitted = await refitHeads({
    ...{ run, data, options, signal },
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.stop();
  release();
  if (!refitted) return say('Stopped. --resume does this last step.');
  const { before, after, kept } = refitted;
  say(
    `With the last layers learned anew: top-1 ${percent(after)} instead of ${percent(before)}; ${kept ? 'kept' : 'not kept'}.`,
  );
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** What was learned stays where it was learned: the classes are those of the start. */
async function classesFor({ initFrom, minCount }: Flags): Promise<ClassIds | undefined> {
  if (initFrom === undefined) return undefined;
  if (minCount === undefined) return classesOfEarlier(initFrom);
  throw new SfumatoError(
    'invalid-input',
    'With --init-from the classes are those that were learned: leave --min-count out.',
  );
}

async function findStart(
  flags: Flags,
  options: ClassifierTrainingOptions,
  data: Awaited<ReturnType<typeof readClassifierData>>,
) {
  const network = createClassifier(options.architecture, networkOptions(options, data));
  const random = createRandom(options.seed);
  if (flags.initFrom) return startFromEarlier(network, flags.initFrom, random);
  if (options.pretrained) return startFromPretrained(network, options.pretrained, random);
  return undefined;
}

/** The preset with what was given on the command line put over it. */
function withFlags(flags: Flags): ClassifierTrainingOptions {
  const preset = classifierTrainingSchema.parse(CLASSIFIER_PRESETS[flags.preset]);
  const wanted = {
    ...preset,
    seed: flags.seed ?? preset.seed,
    images: flags.images ?? preset.images,
    batchSize: flags.batchSize ?? preset.batchSize,
    learningRate: flags.learningRate ?? preset.learningRate,
    frozenStages: flags.frozenStages ?? preset.frozenStages,
    pretrained: flags.pretrained,
    startedFrom: flags.initFrom && path.basename(path.resolve(flags.initFrom)),
    sizes: flags.size ? [{ until: 1, size: flags.size }] : preset.sizes,
    minimumCounts: {
      ...preset.minimumCounts,
      ...(flags.minCount ? { artist: flags.minCount } : {}),
    },
  };
  const options = parseOptions(classifierTrainingSchema, wanted, flagNames(flags));
  return withSettings(classifierTrainingSchema, options, flags.set);
}
