import type { Command } from 'commander';

import type { Engine } from '@/lib/engine/engine';
import { createNodeEngine } from '@/lib/engine/node';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import type { Answer, Likelihood } from '@/lib/identify/answer';
import { inList, inPercent } from '@/lib/identify/words';
import { notesOnCut } from '@/lib/image/open/notes';
import type { OpenedPicture } from '@/lib/image/picture';
import type { ClassifierCard } from '@/models/card';

import { readCards } from '../export/index-file';
import { ahead, type Settled } from '../pictures/ahead';
import { listPictures, type Listed } from '../pictures/list';
import { openPictureFile } from '../pictures/open';
import { positiveInteger } from './arguments';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';
import { stopSignal } from './stop';

/** Pictures that are opened while the network judges another one. */
const AHEAD = 3;

interface Flags {
  model?: string;
  top: number;
  modelsDir: string;
  json?: boolean;
}

export function addIdentifyCommand(program: Command): void {
  program
    .command('identify')
    .description('Say which painters, styles and genres pictures are nearest to.')
    .argument('<file...>', 'pictures, or folders with pictures in them')
    .option('--model <id>', 'classifier to ask (default: the first there is)')
    .option('--top <n>', 'how many painters, styles and genres to name', positiveInteger, 5)
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print a line of JSON for each picture')
    .action(identify);
}

async function identify(places: readonly string[], flags: Flags): Promise<void> {
  const classifier = await chooseClassifier(flags);
  const engine = createNodeEngine({ modelsDir: flags.modelsDir });
  const stop = stopSignal(() => process.stderr.write('\nStopping after this picture …\n'));
  // Whoever reads may have seen enough (`| head`): no reason for a stack trace.
  let unread = false;
  process.stdout.on('error', () => (unread = true));
  // On a screen the lines themselves show how far it is.
  const bar = process.stdout.isTTY ? undefined : progressBar('Identifying');
  try {
    await engine.load(classifier.id);
    const failed = await identifyAll(places, {
      engine,
      classifier,
      top: flags.top,
      stopped: () => stop.signal.aborted || unread,
      report: (line) => print(flags.json ? JSON.stringify(line) : inWords(line)),
      onProgress: bar?.update,
    });
    if (stop.signal.aborted) throw new SfumatoError('cancelled', 'Stopped before the end.');
    if (failed > 0) process.exitCode = 1;
  } finally {
    bar?.stop();
    stop.release();
    await engine.dispose();
  }
}

/** The classifier that was asked for, or the first there is. */
async function chooseClassifier({ model, modelsDir }: Flags): Promise<ClassifierCard> {
  const cards = (await readCards(modelsDir)).filter((card) => card.kind === 'classifier');
  const chosen = model === undefined ? cards[0] : cards.find(({ id }) => id === model);
  if (chosen) return chosen;
  const ids = cards.map(({ id }) => id);
  const there = ids.length > 0 ? `there are: ${ids.join(', ')}` : 'none is there yet';
  throw new SfumatoError(
    'unknown-model',
    model === undefined
      ? `There is no classifier in ${modelsDir}. Train and export one first.`
      : `There is no classifier "${model}"; ${there}.`,
  );
}

/** Waits until the line is on its way, so that a slow reader slows the work and not the memory. */
function print(line: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${line}\n`, () => resolve()));
}

/** What is said about a file. */
export type Line =
  | ({
      readonly file: string;
      /** What to know before believing it; missing where there is nothing. */
      readonly notes?: readonly string[];
    } & Pick<Answer, 'artists' | 'styles' | 'genres' | 'noneOfThese'>)
  | { readonly file: string; readonly error: string };

export interface IdentifyOptions {
  readonly engine: Pick<Engine, 'identify'>;
  readonly classifier: Pick<ClassifierCard, 'id' | 'input'>;
  /** How many of each kind to name. */
  readonly top: number;
  readonly stopped: () => boolean;
  readonly report: (line: Line) => Promise<void>;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Reports one line for every picture, in order; one that cannot be opened does not hold
 * up the others.
 * @returns how many there was no answer for
 */
export async function identifyAll(
  places: readonly string[],
  { engine, classifier, top, stopped, report, onProgress }: IdentifyOptions,
): Promise<number> {
  const listed = await listPictures(places);
  const opened = ahead(listed, AHEAD, async (entry) => {
    if ('error' in entry) throw entry.error;
    return openPictureFile(entry.file);
  });
  const lineOf = async (result: Settled<Listed, OpenedPicture>): Promise<Line> => {
    const { file } = result.item;
    try {
      if (!result.ok) throw result.error;
      const { picture, ...about } = result.value;
      const answer = await engine.identify(classifier.id, picture);
      const notes = [...about.notes, ...notesOnCut(about, classifier.input.maxAspect)];
      return { file, ...shortened(answer, top), ...(notes.length > 0 && { notes }) };
    } catch (thrown) {
      return { file, error: toSfumatoError(thrown).message };
    }
  };

  let [done, failed] = [0, 0];
  for await (const result of opened) {
    if (stopped()) break;
    const line = await lineOf(result);
    if ('error' in line) failed++;
    await report(line);
    onProgress?.(++done, listed.length);
  }
  return failed;
}

function shortened({ artists, styles, genres, noneOfThese }: Answer, top: number) {
  const first = (likelihoods: readonly Likelihood[]) =>
    likelihoods
      .slice(0, top)
      .map(({ id, name, probability }) => ({ id, name, probability: rounded(probability) }));
  return {
    artists: first(artists),
    styles: first(styles),
    genres: first(genres),
    noneOfThese: rounded(noneOfThese),
  };
}

/** More digits than these would only be noise. */
const rounded = (probability: number) => Math.round(probability * 1e6) / 1e6;

/** A line for people. */
export function inWords(line: Line): string {
  if ('error' in line) return `${line.file}\n  ${line.error}`;
  const rows = [
    ['painters', inList(line.artists)],
    ['none of these', inPercent(line.noneOfThese)],
    ['style', inList(line.styles)],
    ['genre', inList(line.genres)],
    ...(line.notes ?? []).map((note) => ['note', note]),
  ];
  const written = rows.filter(([, text]) => text !== '');
  return [line.file, ...written.map(([what, text]) => `  ${what!.padEnd(15)}${text}`)].join('\n');
}
