/** What every training has in common on the command line. */
import { Option, type Command } from 'commander';
import sharp from 'sharp';

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
 */
export function addTrainingOptions<Preset extends string>(
  command: Command,
  presets: Readonly<Record<Preset, unknown>>,
  preset: Preset,
  pictures: string,
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
      'any option as it stands in a run’s options.json, e.g. blendShare=0.5; may be given several times',
      collectSetting,
    );
}

export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Chooses where to compute, says so, and opens the run to go on with, if there is one. */
export async function openTraining<Dumped>({
  backend,
  resume,
}: {
  backend?: string;
  resume?: string;
}) {
  const { name, detail, advice } = await selectBackend(backend);
  say(`Computing on ${name}: ${detail}.`);
  if (advice) say(advice);
  const resumed = resume === undefined ? undefined : await Run.open(resume);
  return { backend: name, resumed: resumed?.run, dumped: resumed?.options as Dumped | undefined };
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
