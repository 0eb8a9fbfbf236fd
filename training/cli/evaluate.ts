import type { Command } from 'commander';

import { SfumatoError } from '@/lib/errors';

import { selectBackend, type BackendName } from '../backends/select';
import { FAMILIES, parseFamilies } from '../evaluate/families';
import { evaluateGenerator } from '../evaluate/generator-model';
import { evaluateModel } from '../evaluate/model';
import { commaSeparated, numberBetween, positiveInteger, seedNumber } from './arguments';
import { addEvaluateStylizer } from './evaluate-stylizer';
import { MODELS_DIR } from './models';
import { progressPerPhase } from './progress';
import { stopSignal } from './stop';
import { CACHE_FOLDER } from './train-gan';
import { typed } from './typed';

const NOTHING_WRITTEN = 'Nothing was written into the card: this was a trial.';

interface ClassifierFlags {
  data: string;
  strangers: string[];
  run?: string;
  limit?: number;
  dryRun?: boolean;
  modelsDir: string;
  backend?: string;
  json?: boolean;
}

interface GeneratorFlags {
  data: string;
  features: string;
  heldOut?: string;
  run?: string;
  classifier?: string;
  only: string[];
  count: number;
  seed: number;
  psi: number;
  size: number;
  pairs: number;
  walks: number;
  steps: number;
  limit?: number;
  everything?: boolean;
  dryRun?: boolean;
  sheet?: string;
  modelsDir: string;
  backend?: string;
  json?: boolean;
}

export function addEvaluateCommands(program: Command): void {
  const evaluate = program
    .command('evaluate')
    .description('Measure a model and write what was found into its card.');
  evaluate
    .command('classifier')
    .description(
      'Accuracy, calibration and "none of these" on the pictures that were kept for measuring.',
    )
    .argument('<model>', 'id of the model (see `models`)')
    .requiredOption('--data <collection>', 'the collection that it was trained on')
    .option(
      '--strangers <folders>',
      'folders of pictures by no painter at all, as in training',
      commaSeparated,
      [] as string[],
    )
    .option('--run <folder>', 'its run, to measure what storing the weights has cost')
    .option('--limit <n>', 'a trial with at most so many pictures of each kind', positiveInteger)
    .option('--dry-run', 'leave the card as it is')
    .option('--backend <name>', 'default: the fastest')
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print the metrics as JSON')
    .action(runEvaluateClassifier);
  addEvaluateGenerator(evaluate);
  addEvaluateStylizer(evaluate);
}

function addEvaluateGenerator(evaluate: Command): void {
  evaluate
    .command('generator')
    .description('How near its pictures come to real ones, and what a mix is taken for.')
    .argument('<model>', 'id of the model (see `models`)')
    .requiredOption(
      '--data <pictures>',
      'the collection that it was trained on, or a folder of pictures',
    )
    .requiredOption('--features <path>', 'MobileNetV2 as raw tensors, without .json')
    .option('--held-out <pictures>', 'pictures that training did not see, for memorisation')
    .option('--run <folder>', 'its run, to measure what storing the weights has cost')
    .option('--classifier <id>', 'which classifier of artists to ask (default: the first there is)')
    .option('--only <list>', `of ${FAMILIES.join(', ')}`, commaSeparated, [] as string[])
    .option('--count <n>', 'generated pictures', positiveInteger, 2000)
    .option('--seed <n>', 'of everything random', seedNumber, 1)
    .option('--psi <x>', 'variety of the pictures', numberBetween(0, 1.5), 1)
    .option('--size <px>', 'side at which pictures are compared', positiveInteger, 128)
    .option('--pairs <n>', 'pairs of artists to blend', positiveInteger, 10)
    .option('--walks <n>', 'latent vectors for every pair', positiveInteger, 16)
    .option('--steps <n>', 'steps of the path length', positiveInteger, 1000)
    .option('--everything', 'compare with all pictures of --data, not only the kind it learned')
    .option('--sheet <file>', 'PNG of the pairs nearest to training; shows training pictures')
    .option('--limit <n>', 'a trial with at most so many pictures of each kind', positiveInteger)
    .option('--dry-run', 'leave the card as it is')
    .option('--backend <name>', 'default: the fastest')
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print the metrics as JSON')
    .action(runEvaluateGenerator);
}

function runEvaluateClassifier(id: string, flags: ClassifierFlags, command: Command) {
  return measure({ kind: 'classifier', id, flags, command }, (common) =>
    evaluateModel({
      ...common,
      modelsDir: flags.modelsDir,
      collection: flags.data,
      strangers: flags.strangers,
      run: flags.run,
      limit: flags.limit,
    }),
  );
}

async function runEvaluateGenerator(id: string, flags: GeneratorFlags, command: Command) {
  const families = parseFamilies(flags.only);
  if (flags.sheet !== undefined && !families.has('memorisation')) {
    throw new SfumatoError(
      'invalid-input',
      'The sheet of --sheet shows what memorisation finds: add memorisation to --only, or leave --only out.',
    );
  }
  await measure({ kind: 'generator', id, flags, command }, ({ backend, ...common }) =>
    evaluateGenerator({
      ...flags,
      ...common,
      ...{ families, cacheFolder: CACHE_FOLDER },
      // Of native TensorFlow there is one in a process, whatever it computes on.
      backend: backend === 'node-gpu' ? 'node' : backend,
      everything: flags.everything === true,
    }),
  );
}

interface Asked {
  readonly kind: 'classifier' | 'generator';
  readonly id: string;
  readonly flags: Pick<ClassifierFlags & GeneratorFlags, 'backend' | 'dryRun' | 'json'>;
  readonly command: Command;
}

/** What both evaluations are given. */
interface Common {
  readonly id: string;
  readonly backend: BackendName;
  readonly dryRun: boolean;
  readonly command: string;
  readonly signal: AbortSignal;
  readonly onProgress: ReturnType<typeof progressPerPhase>['update'];
  readonly onNote: (sentence: string) => void;
}

/** Runs an evaluation with bars and Ctrl-C, and prints what it found. */
async function measure(
  { kind, id, flags, command }: Asked,
  evaluate: (common: Common) => Promise<{ metrics: readonly Printed[]; written: boolean }>,
) {
  const backend = await announceBackend(flags.backend);
  const bars = progressPerPhase();
  const stop = stopSignal(() => say('\nStopping …'));
  try {
    const { metrics, written } = await evaluate({
      ...{ id, backend, signal: stop.signal, onProgress: bars.update, onNote: say },
      dryRun: flags.dryRun === true,
      command: typed(`evaluate ${kind} ${id}`, command),
    });
    bars.stop();
    if (!written) say(NOTHING_WRITTEN);
    print(id, metrics, flags.json);
  } finally {
    bars.stop();
    stop.release();
  }
}

async function announceBackend(requested: string | undefined): Promise<BackendName> {
  const { name, detail } = await selectBackend(requested);
  say(`Computing on ${name}: ${detail}.`);
  return name;
}

const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);

interface Printed {
  readonly name: string;
  readonly value: number;
  readonly standardError?: number | undefined;
  readonly reference?: number | undefined;
}

function print(id: string, metrics: readonly Printed[], json: boolean | undefined): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ id, metrics })}\n`);
    return;
  }
  for (const { name, value, standardError, reference } of metrics) {
    const error = standardError === undefined ? '' : ` ± ${standardError.toPrecision(2)}`;
    const real = reference === undefined ? '' : `  (real pictures: ${reference.toFixed(4)})`;
    process.stdout.write(`${name.padEnd(44)} ${value.toFixed(4)}${error}${real}\n`);
  }
}
