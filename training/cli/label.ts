import type { Command } from 'commander';

import { SfumatoError } from '@/lib/errors';

import { fillLabels, lacksLabel } from '../curate/label';
import { readPictures } from '../curate/pictures';
import { survey } from '../curate/survey';
import { readTable, writeTable } from '../data/table';
import { numberBetween } from './arguments';
import { openJudge } from './judge';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';
import { stopSignal } from './stop';
import { CACHE_FOLDER } from './train-gan';

interface Flags {
  model?: string;
  atLeast: number;
  out?: string;
  dryRun?: boolean;
  cache: string;
  modelsDir: string;
  json?: boolean;
}

export function addLabelCommand(program: Command): void {
  program
    .command('label')
    .description(
      'Fill missing styles and genres with what the classifier thinks, and how sure it is.',
    )
    .argument('<collection>', 'a CSV, or the folder beside it')
    .option('--model <id>', 'classifier to ask (default: the first there is)')
    .option('--at-least <p>', 'leave empty what is less probable', numberBetween(0, 1), 0.5)
    .option('--out <file>', 'another CSV (default: the collection’s own)')
    .option('--dry-run', 'only say what would be filled')
    .option('--cache <folder>', 'what the classifier said before', CACHE_FOLDER)
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print JSON')
    .action(label);
}

async function label(location: string, flags: Flags): Promise<void> {
  const collection = await readPictures(location);
  const { csv } = collection;
  if (csv === undefined) {
    throw new SfumatoError('invalid-input', `${location} has no CSV whose labels could be filled.`);
  }
  const table = await readTable(csv);
  const judge = await openJudge(flags.modelsDir, flags.model);
  const known = { style: idsOf(judge.card.styles), genre: idsOf(judge.card.genres) };
  const lacking = new Set(
    table.rows.filter((row) => lacksLabel(row, known)).map((row) => row['id']),
  );
  const stop = stopSignal(() => process.stderr.write('\nStopping; what was said is kept …\n'));
  const bar = progressBar('Asking');
  try {
    const asked = collection.pictures.filter(({ id }) => lacking.has(id));
    const surveyed = await survey(
      { ...collection, pictures: asked },
      { cacheFolder: flags.cache, judge, signal: stop.signal, onProgress: bar.update },
    );
    bar.stop();
    const said = new Map(surveyed.map(({ picture, judgement }) => [picture.id, judgement]));
    const filled = fillLabels(table, (id) => said.get(id), {
      ...{ minimum: flags.atLeast, known },
    });
    if (!flags.dryRun) await writeTable(flags.out ?? csv, filled.table);
    if (flags.json) process.stdout.write(`${JSON.stringify(filled.counts)}\n`);
    else {
      for (const [column, { given, filled: count, unsure }] of Object.entries(filled.counts)) {
        process.stdout.write(
          `${column}: ${given} given, ${count} ${flags.dryRun ? 'would be ' : ''}filled, ${unsure} left empty.\n`,
        );
      }
    }
  } finally {
    bar.stop();
    stop.release();
    await judge.close();
  }
}

const idsOf = (classes: readonly { readonly id: string }[]) => new Set(classes.map(({ id }) => id));
