import path from 'node:path';

import { Option, type Command } from 'commander';
import sharp from 'sharp';

import { SfumatoError } from '@/lib/errors';
import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';

import { BACKEND_ORDER, selectBackend } from '../backends/select';
import { readClassifierData } from '../classifier/collection';
import { networkOptions, trainClassifier } from '../classifier/loop';
import {
  CLASSIFIER_PRESETS,
  classifierTrainingSchema,
  type ClassifierPreset,
  type ClassifierTrainingOptions,
} from '../classifier/options';
import { startFromEarlier, startFromPretrained } from '../classifier/start';
import { readSplit, SPLIT_FILE, writeSplit } from '../data/split';
import { Run } from '../run';
import { commaSeparated, numberBetween, positiveInteger, seedNumber } from './arguments';
import { progressBar } from './progress';
import { stopSignal } from './stop';

interface Flags {
  data?: string;
  strangers?: string[];
  split?: string;
  preset: ClassifierPreset;
  runs: string;
  resume?: string;
  initFrom?: string;
  pretrained?: string;
  backend?: string;
  name?: string;
  images?: number;
  batchSize?: number;
  seed?: number;
  minCount?: number;
  size?: number;
  learningRate?: number;
  frozenStages?: number;
}

export function addTrainClassifier(train: Command): void {
  train
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
    .option('--split <file>', 'measure on the pictures of this split (default: make one)')
    .addOption(
      new Option('--preset <name>', 'a recipe; the options below change it')
        .choices(Object.keys(CLASSIFIER_PRESETS))
        .default('resnet-18'),
    )
    .option('--runs <folder>', 'where the numbered folders of runs are kept', 'runs')
    .option('--name <name>', 'name of the run (default: the preset)')
    .option('--resume <run>', 'go on exactly where a stopped or killed run stood')
    .option('--init-from <source>', 'start from the weights of a run or of an exported model')
    .option('--pretrained <path>', 'start from raw tensors: the path without .json')
    .addOption(new Option('--backend <name>', 'default: the fastest').choices([...BACKEND_ORDER]))
    .option('--images <n>', 'stop after so many pictures', positiveInteger)
    .option('--batch-size <n>', 'pictures a step', positiveInteger)
    .option('--seed <n>', 'of everything random', seedNumber)
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
}

async function runTrainClassifier(flags: Flags): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const backend = await selectBackend(flags.backend);
  say(`Computing on ${backend.name}: ${backend.detail}.`);
  if (backend.advice) say(backend.advice);

  const resumed = flags.resume ? await Run.open(flags.resume) : undefined;
  const dumped = resumed?.options as Dumped | undefined;
  const collection = flags.data ?? dumped?.data;
  if (!collection) {
    throw new SfumatoError('invalid-input', 'Name the pictures to learn from with --data.');
  }
  const options = classifierTrainingSchema.parse(dumped?.classifier ?? withFlags(flags));
  if (resumed && flags.images) options.images = flags.images;
  const strangers = flags.strangers ?? dumped?.strangers ?? [];
  const splitFile = resumed ? resumed.run.file(SPLIT_FILE) : flags.split;
  const data = await readClassifierData({
    ...options,
    collection,
    strangers,
    split: splitFile ? await readSplit(splitFile) : undefined,
  });
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
    resumed?.run ??
    (await Run.create(flags.runs, flags.name ?? flags.preset, {
      data: path.resolve(collection),
      strangers: strangers.map((folder) => path.resolve(folder)),
      backend: backend.name,
      classifier: options,
    } satisfies Dumped & { backend: string }));
  if (!resumed) await writeSplit(run.file(SPLIT_FILE), data.split);
  say(`The run is kept in ${run.folder}. Ctrl-C saves and stops; --resume goes on from there.`);

  const bar = progressBar('Training');
  // Pictures are small: more threads for each would only get into the way of the computing.
  sharp.concurrency(1);
  const stop = stopSignal(() => say('\nStopping after this step …'));
  const ending = await trainClassifier({
    options,
    data,
    run,
    backend: backend.name,
    resume: resumed !== undefined,
    start,
    signal: stop.signal,
    onReport: (report) =>
      bar.update(report.imagesSeen, report.imagesWanted, {
        detail: `${report.imagesPerSecond.toFixed(1)} images/s  ${report.size} px  loss ${report.loss.toFixed(3)}  told ${percent(report.trainAccuracy)}`,
      }),
    onValidation: ({ images, top1, top5 }) =>
      say(`\nAfter ${images} pictures: top-1 ${percent(top1)}, top-5 ${percent(top5)}.`),
  });
  bar.stop();
  stop.release();
  const endings = {
    finished: 'Finished.',
    'settled early': 'Ended: it has not got better for long.',
    stopped: `Saved. Go on with: train classifier --resume ${run.folder}`,
  };
  say(endings[ending]);
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

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
  return classifierTrainingSchema.parse({
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
  });
}
