/** What every training has in common on the command line. */
import { Option, type Command } from 'commander';
import sharp from 'sharp';

import { SfumatoError } from '@/lib/errors';

import { BACKEND_ORDER, selectBackend } from '../backends/select';
import { readCollection } from '../data/collection';
import { readSplit, splitOfEarlier, type Split } from '../data/split';
import { Run } from '../run';
import { positiveInteger, seedNumber } from './arguments';
import { inRepository } from './places';
import { progressBar } from './progress';
import { collectSetting, type Setting } from './settings';
import { stopSignal } from './stop';

export interface TrainingFlags<Preset extends string> {
  preset: Preset;
  runs: string;
  name?: string;
  resume?: string;
  initFrom?: string;
  backend?: string;
  images?: number;
  batchSize?: number;
  seed?: number;
  set?: Setting[];
}

/**
 * Adds the options of `TrainingFlags`.
 * @param pictures what is counted, e.g. "real pictures".
 * @param setting of this kind of training, for the help of --set.
 */
export function addTrainingOptions<Preset extends string>(
  command: Command,
  presets: Readonly<Record<Preset, unknown>>,
  preset: Preset,
  { pictures, setting }: { readonly pictures: string; readonly setting: string },
): Command {
  return command
    .addOption(
      new Option('--preset <name>', 'a recipe; the options below change it')
        .choices(Object.keys(presets))
        .default(preset),
    )
    .option('--runs <folder>', 'where the numbered folders of runs are kept', inRepository('runs'))
    .option('--name <name>', 'name of the run (default: after the preset)')
    .option('--resume <run>', 'go on exactly where a stopped or killed run stood')
    .option('--init-from <source>', 'start from the weights of a run or of an exported model')
    .addOption(new Option('--backend <name>', 'default: the fastest').choices([...BACKEND_ORDER]))
    .option('--images <n>', `stop after so many ${pictures}`, positiveInteger)
    .option('--batch-size <n>', `${pictures} a step`, positiveInteger)
    .option('--seed <n>', 'of everything random', seedNumber)
    .option(
      '--set <name=value>',
      `any option as it stands in a run’s options.json, e.g. ${setting}; may be given several times`,
      collectSetting,
    );
}

export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/**
 * Chooses where to compute, says so, and opens the run to go on with, if there is one.
 * @param kind what the options are called in the run's options.json.
 * @throws SfumatoError `invalid-input` for a run of another kind, and for options that a run
 *   which goes on would not heed.
 */
export async function openTraining<Dumped extends object>(
  kind: keyof Dumped & string,
  { backend, resume, images }: { backend?: string; resume?: string; images?: number },
  command: Command,
) {
  if (resume !== undefined) refuseUnheeded(command);
  const { name, detail, advice } = await selectBackend(backend);
  say(`Computing on ${name}: ${detail}.`);
  if (advice) say(advice);
  if (resume === undefined) return { backend: name, resumed: undefined, dumped: undefined };
  const { run, options } = await Run.open(resume);
  const dumped = options as Dumped;
  if (!(kind in dumped)) {
    throw new SfumatoError('invalid-input', `${resume} is no run of \`train ${kind}\`.`);
  }
  if (images === undefined) return { backend: name, resumed: run, dumped };
  // Kept with the run: what is gone on with once more must not fall back to the old length.
  const longer: Dumped = { ...dumped, [kind]: { ...(dumped[kind] as object), images } };
  await run.writeOptions(longer);
  return { backend: name, resumed: run, dumped: longer };
}

/** What a run that goes on heeds: how long, on what, and where things lie now. */
const HEEDED = new Set([
  ...['resume', 'images', 'backend'],
  ...['data', 'strangers', 'contents', 'styles', 'features'],
]);

function refuseUnheeded(command: Command): void {
  const flags = command.options.flatMap((option) => {
    const name = option.attributeName();
    return HEEDED.has(name) || command.getOptionValueSource(name) !== 'cli' ? [] : option.long!;
  });
  if (flags.length === 0) return;
  throw new SfumatoError(
    'invalid-input',
    `A run goes on with the options that it was begun with: leave out ${flags.join(', ')}, or start another run from it with --init-from instead of --resume.`,
  );
}

/** What must not be learned from of the collection; undefined where that is still to be chosen. */
export async function splitFor(
  { split, initFrom }: { split?: string; initFrom?: string },
  collection: string,
): Promise<Split | undefined> {
  const named = split === undefined ? undefined : await readSplit(split);
  if (initFrom === undefined) return named;
  const { rows } = await readCollection(collection);
  const ids = rows.map(({ id }) => id);
  return splitOfEarlier(initFrom, ids, named);
}

export interface Watched {
  readonly signal: AbortSignal;
  update(imagesSeen: number, imagesWanted: number, imagesPerSecond: number, detail: string): void;
}

/** Shows how a training goes on, lets Ctrl-C end it cleanly, and says how it ended. */
export async function watchTraining<Ending extends string>(
  kind: string,
  run: Run,
  train: (watched: Watched) => Promise<Ending>,
): Promise<Ending> {
  say(`The run is kept in ${run.folder}. Ctrl-C saves and stops; --resume goes on from there.`);
  // Pictures are small: more threads for each would only get into the way of the computing.
  sharp.concurrency(1);
  const bar = progressBar('Training');
  const stop = stopSignal(() => say('\nStopping after this step …'));
  const ending = await train({
    signal: stop.signal,
    update: (imagesSeen, imagesWanted, imagesPerSecond, detail) =>
      bar.update(imagesSeen, imagesWanted, {
        detail: `${imagesPerSecond.toFixed(1)} images/s  ${detail}`,
      }),
  });
  bar.stop();
  stop.release();
  if (ending === 'finished') say('Finished.');
  if (ending === 'stopped') say(`Saved. Go on with: train ${kind} --resume ${run.folder}`);
  return ending;
}
