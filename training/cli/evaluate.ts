import type { Command } from 'commander';

import { selectBackend } from '../backends/select';
import { evaluateModel } from '../evaluate/model';
import { commaSeparated, positiveInteger } from './arguments';
import { MODELS_DIR } from './models';
import { progressBar, type ProgressReporter } from './progress';

interface Flags {
  data: string;
  strangers: string[];
  run?: string;
  limit?: number;
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
      'Accuracy, calibration and "none of these" on the pictures that were kept from training.',
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
    .option('--limit <n>', 'at most so many pictures of each kind', positiveInteger)
    .option('--backend <name>', 'default: the fastest')
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print the metrics as JSON')
    .action(runEvaluateClassifier);
}

async function runEvaluateClassifier(id: string, flags: Flags): Promise<void> {
  const { name, detail } = await selectBackend(flags.backend);
  process.stderr.write(`Computing on ${name}: ${detail}.\n`);
  let bar: { what: string; reporter: ProgressReporter } | undefined;
  const { card } = await evaluateModel({
    modelsDir: flags.modelsDir,
    id,
    collection: flags.data,
    strangers: flags.strangers,
    run: flags.run,
    limit: flags.limit,
    // Folders are the reader's own; what matters is what was asked for.
    command: `evaluate classifier ${id} --data … --strangers …${flags.limit ? ` --limit ${flags.limit}` : ''}`,
    onProgress: (what, done, total) => {
      if (bar?.what !== what) {
        bar?.reporter.stop();
        bar = { what, reporter: progressBar(what) };
      }
      bar.reporter.update(done, total);
    },
  });
  bar?.reporter.stop();
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ id, metrics: card.metrics })}\n`);
    return;
  }
  for (const { name: metric, value } of card.metrics) {
    process.stdout.write(`${metric.padEnd(44)} ${value.toFixed(4)}\n`);
  }
}
