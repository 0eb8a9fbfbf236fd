import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import type { Command } from 'commander';

import { SfumatoError } from '@/lib/errors';

import { readPictures } from '../curate/pictures';
import { survey } from '../curate/survey';
import { createThumbnails } from '../curate/thumbnails';
import { figuresOf } from '../explore/figures';
import { writeReport } from '../explore/report';
import { assertNew, writeNew } from '../write-new';
import { positiveInteger } from './arguments';
import { openJudge } from './judge';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';
import { stopSignal } from './stop';
import { CACHE_FOLDER } from './train-gan';

interface Flags {
  out?: string;
  figures?: string;
  sheets: number;
  withoutModel?: boolean;
  model?: string;
  cache: string;
  modelsDir: string;
}

export function addExploreCommand(program: Command): void {
  program
    .command('explore')
    .description('Write one page about a collection: counts, sizes, colours, sheets, outliers.')
    .argument('<collection>', 'a CSV, or a folder of pictures')
    .option(
      '--out <file>',
      'the page (default: the collection’s name and -report.html, here); nothing is written over',
    )
    .option('--figures <file>', 'the numbers as JSON, without pictures')
    .option('--sheets <n>', 'artists whose pictures are shown', positiveInteger, 60)
    .option('--model <id>', 'classifier for outliers and duplicates (default: the first there is)')
    .option('--without-model', 'no outliers; duplicates by hash alone')
    .option('--cache <folder>', 'what was measured, and small pictures', CACHE_FOLDER)
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .action(explore);
}

async function explore(location: string, flags: Flags): Promise<void> {
  const collection = await readPictures(location);
  const title = path.basename(path.resolve(collection.csv ?? collection.folder), '.csv');
  const out = flags.out ?? `${title}-report.html`;
  // Now and not after all the work: a file may be there, a folder missing, or forbidden.
  await assertNew(flags.out, '--out');
  await assertNew(flags.figures, '--figures');
  for (const file of [out, flags.figures]) {
    if (file !== undefined) await makeFolderOf(file);
  }
  const judge = flags.withoutModel ? undefined : await openJudge(flags.modelsDir, flags.model);
  const stop = stopSignal(() => process.stderr.write('\nStopping; what was seen is kept …\n'));
  const looking = progressBar('Looking');
  const drawing = progressBar('Drawing sheets');
  try {
    const surveyed = await survey(collection, {
      ...{ cacheFolder: flags.cache, judge, signal: stop.signal, onProgress: looking.update },
    });
    looking.stop();
    const figures = figuresOf(surveyed);
    const report = await writeReport({
      ...{ title, surveyed, figures, sheets: flags.sheets },
      thumbnails: createThumbnails(flags.cache),
      onProgress: drawing.update,
    });
    const written = await writeNew(path.dirname(out), path.basename(out), report);
    if (flags.figures) {
      // Places in a survey mean nothing to others.
      const { duplicates, outliers, ...rest } = figures;
      const numbers = { ...rest, duplicates: duplicates.length, outliers: outliers.length };
      const json = `${JSON.stringify(numbers, null, 2)}\n`;
      await writeNew(path.dirname(flags.figures), path.basename(flags.figures), json);
    }
    process.stdout.write(`${written}\n`);
  } finally {
    looking.stop();
    drawing.stop();
    stop.release();
    await judge?.close();
  }
}

async function makeFolderOf(file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    const message = `${folder} cannot be made: name another place for ${path.basename(file)}.`;
    throw new SfumatoError('invalid-input', message, { cause });
  });
}
