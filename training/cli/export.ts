import { Option, type Command } from 'commander';

import { SfumatoError } from '@/lib/errors';
import type { Mix } from '@/lib/latent/point';
import type { ModelCard } from '@/models/card';
import type { WeightsDtype } from '@/models/weights-file';

import { selectBackend } from '../backends/select';
import { readClassifierData } from '../classifier/collection';
import { classifierTrainingSchema } from '../classifier/options';
import { prepareShard } from '../data/prepare';
import type { ClassIds } from '../data/labels';
import { readSplit, SPLIT_FILE } from '../data/split';
import { exportClassifier } from '../export/classifier';
import { exportModel } from '../export/export';
import { ganOptionsSchema } from '../gan/options';
import { classesOfRun } from '../gan/start';
import { writeIndex } from '../export/index-file';
import { exportStylizer } from '../export/stylizer';
import { Run } from '../run';
import { readStylizerData } from '../stylizer/data';
import { stylizerTrainingSchema } from '../stylizer/options';
import { numberBetween, positiveInteger, seedNumber } from './arguments';
import { parseMix } from './mix';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';
import { CACHE_FOLDER } from './train-gan';

interface Flags {
  id: string;
  title: string;
  description: string;
  snapshot?: number;
  meanWith?: string;
  dtype?: WeightsDtype;
  works: number;
  openingSeed?: number;
  openingMix?: Mix;
  openingVariety: number;
  dataSource: string;
  dataTerms: string;
  limit: string[];
  licence: string;
  front?: boolean;
  modelsDir: string;
  json?: boolean;
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('Write what a run has learned so far to where the app serves it from.')
    .argument('<run>', 'folder of the run')
    .requiredOption('--id <id>', 'id of the model: lower-case letters, digits and hyphens')
    .requiredOption('--title <text>', 'as shown to people')
    .option('--description <text>', 'one or two sentences for the card', '')
    .option(
      '--snapshot <images>',
      'for generators and stylizers: the snapshot at so many images (default: the last)',
      positiveInteger,
    )
    .option(
      '--mean-with <run>',
      'for generators: the mean of these weights and the last of another run, which this one went on from',
    )
    .addOption(
      new Option('--dtype <type>', 'how the weights are stored')
        .choices(['float32', 'float16', 'uint8'])
        .default(undefined, 'uint8 for classifiers, float16 for all others'),
    )
    .option(
      '--works <n>',
      'for classifiers: works of each artist that the app can name as near; for stylizers: that an artist’s style is the mean of',
      positiveInteger,
      40,
    )
    .option('--opening-seed <n>', 'seed of the picture that the Studio opens with', seedNumber)
    .option('--opening-mix <mix>', 'its mix, e.g. "claude-monet=0.7,paul-cezanne=0.3"', parseMix)
    .option('--opening-variety <psi>', 'its truncation', numberBetween(0, 1.5), 0.8)
    .option('--data-source <text>', 'where the pictures come from', 'a collection of its own')
    .option('--data-terms <text>', 'the terms they are offered under', 'not stated')
    .option(
      '--limit <text>',
      'something that the model cannot do; may be given several times',
      (text: string, all: string[]) => [...all, text],
      [] as string[],
    )
    .option('--licence <text>', 'licence of the weights', 'not stated')
    .option('--front', 'put it first: the app opens with the first model of its kind')
    .option('--models-dir <folder>', 'where the app serves models from', MODELS_DIR)
    .option('--json', 'print the card as JSON')
    .action(runExport);
}

async function runExport(folder: string, flags: Flags): Promise<void> {
  await selectBackend();
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(flags.id)) {
    throw new SfumatoError(
      'invalid-input',
      `"${flags.id}" is no id: up to 40 lower-case letters, digits and hyphens.`,
    );
  }
  const { run, options } = await Run.open(folder);
  const card = await exportOf(run, options as object, flags);
  if (flags.front) await writeIndex(flags.modelsDir, card.id);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(card)}\n`
      : `${card.id} version ${card.version}: ${card.parameters} parameters, ${card.weights.bytes} bytes, ${card.training.imagesSeen} images seen.\n`,
  );
}

/** What a run has trained is seen by what its options are called. */
function exportOf(run: Run, options: object, flags: Flags): Promise<ModelCard> {
  if (flags.meanWith !== undefined && !('gan' in options)) {
    throw new SfumatoError(
      'invalid-input',
      'Only generators are exported as a mean: leave out --mean-with.',
    );
  }
  if (flags.snapshot !== undefined && 'classifier' in options) {
    throw new SfumatoError(
      'invalid-input',
      'A classifier is exported as it told most of the pictures kept for measuring: leave out --snapshot.',
    );
  }
  if ('classifier' in options) return exportOfClassifier(run, options as ClassifierDump, flags);
  if ('stylizer' in options) return exportOfStylizer(run, options as StylizerDump, flags);
  return exportOfGenerator(run, options as GanDump, flags);
}

interface GanDump {
  readonly data: string;
  readonly backend: string;
  readonly gan: unknown;
}

async function exportOfGenerator(run: Run, dumped: GanDump, flags: Flags): Promise<ModelCard> {
  const gan = ganOptionsSchema.parse(dumped.gan);
  const classes = classesOfRun(dumped, gan);
  const other = flags.meanWith === undefined ? undefined : await Run.open(flags.meanWith);
  if (other && String(classesOfRun(other.options, gan)) !== String(classes)) {
    throw new SfumatoError(
      'invalid-input',
      `${other.run.folder} knows other classes, or has them in another order: the weights of the two have no mean.`,
    );
  }
  const shard = await prepareShard({
    collection: dumped.data,
    selection: gan.selection,
    classes,
    size: gan.resolution,
    framing: gan,
    cacheFolder: CACHE_FOLDER,
  });
  return exportModel({
    ...flags,
    meanWith: other?.run,
    dtype: flags.dtype ?? 'float16',
    run,
    gan,
    backend: dumped.backend,
    shard,
    opening: { seed: flags.openingSeed, mix: flags.openingMix, psi: flags.openingVariety },
    data: { source: flags.dataSource, terms: flags.dataTerms },
    limits: flags.limit,
  });
}

interface ClassifierDump {
  readonly data: string;
  readonly strangers: string[];
  readonly backend: string;
  readonly classifier: unknown;
  /** Old runs do not say. */
  readonly classes?: ClassIds;
}

async function exportOfClassifier(
  run: Run,
  dumped: ClassifierDump,
  flags: Flags,
): Promise<ModelCard> {
  const training = classifierTrainingSchema.parse(dumped.classifier);
  const data = await readClassifierData({
    ...training,
    collection: dumped.data,
    classes: dumped.classes ?? training.minimumCounts,
    strangers: [],
    split: await readSplit(run.file(SPLIT_FILE)),
  });
  const bar = progressBar('Looking at works');
  const card = await exportClassifier({
    ...flags,
    dtype: flags.dtype ?? 'uint8',
    worksPerArtist: flags.works,
    run,
    training,
    backend: dumped.backend,
    data,
    terms: { source: flags.dataSource, terms: flags.dataTerms },
    limits: flags.limit,
    onProgress: (done, total) => bar.update(done, total),
  });
  bar.stop();
  return card;
}

interface StylizerDump {
  readonly contents: string;
  readonly styles: string;
  readonly backend: string;
  readonly stylizer: unknown;
}

async function exportOfStylizer(run: Run, dumped: StylizerDump, flags: Flags): Promise<ModelCard> {
  const training = stylizerTrainingSchema.parse(dumped.stylizer);
  const data = await readStylizerData({
    ...training,
    contents: dumped.contents,
    styles: dumped.styles,
    split: await readSplit(run.file(SPLIT_FILE)),
  });
  const bar = progressBar('Looking at paintings');
  const card = await exportStylizer({
    ...flags,
    dtype: flags.dtype ?? 'float16',
    paintings: flags.works,
    run,
    training,
    backend: dumped.backend,
    data,
    terms: { source: flags.dataSource, terms: flags.dataTerms },
    limits: flags.limit,
    onProgress: bar.update,
  });
  bar.stop();
  return card;
}
