import type { Command } from 'commander';

import { selectBackend } from '../backends/select';
import { evaluateStylizer } from '../evaluate/stylizer-model';
import { commaSeparated, numberBetween, positiveInteger } from './arguments';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';
import { stopSignal } from './stop';

interface Flags {
  contents: string;
  styles: string;
  features: string[];
  pairs: number;
  optimised: number;
  size: number;
  steps: number;
  classifier?: string;
  perArtist: number;
  dryRun?: boolean;
  modelsDir: string;
  backend?: string;
  json?: boolean;
}

const COUNT = numberBetween(0, 10_000);

/** Below `evaluate`. */
export function addEvaluateStylizer(evaluate: Command): void {
  evaluate
    .command('stylizer')
    .description(
      'How near its pictures come to style and content, beside the optimisation, and what a classifier takes them for.',
    )
    .argument('<model>', 'id of the model (see `models`)')
    .requiredOption('--contents <folder>', 'the photographs that it was trained on')
    .requiredOption('--styles <collection>', 'the paintings that it was trained on')
    .requiredOption('--features <paths>', 'VGG-19 and its distilled copy', commaSeparated)
    .option('--pairs <n>', 'held-out pairs', positiveInteger, 200)
    .option('--optimised <n>', 'of those, how many are optimised as well', COUNT, 200)
    .option('--steps <n>', 'of the optimisation', positiveInteger, 300)
    .option('--size <px>', 'side at which pictures are painted and compared', positiveInteger, 128)
    .option('--classifier <id>', 'which classifier of artists to ask (default: the first there is)')
    .option('--per-artist <n>', 'photographs to paint in the style of every artist', COUNT, 20)
    .option('--dry-run', 'leave the card as it is')
    .option('--backend <name>', 'default: the fastest')
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print the metrics as JSON')
    .action(runEvaluateStylizer);
}

async function runEvaluateStylizer(id: string, flags: Flags): Promise<void> {
  const { name, detail } = await selectBackend(flags.backend);
  process.stderr.write(`Computing on ${name}: ${detail}.\n`);
  const bars = new Map<string, ReturnType<typeof progressBar>>();
  const stop = stopSignal(() => process.stderr.write('\nStopping …\n'));
  const limits = `--pairs ${flags.pairs} --optimised ${flags.optimised} --steps ${flags.steps} --size ${flags.size} --per-artist ${flags.perArtist}`;
  try {
    const metrics = await evaluateStylizer({
      ...{ id, ...flags, side: flags.size, optimisedPairs: flags.optimised, signal: stop.signal },
      // Of native TensorFlow there is one in a process, whatever it computes on.
      backend: name === 'node-gpu' ? 'node' : name,
      dryRun: flags.dryRun === true,
      // Folders are the reader's own; what matters is what was asked for.
      command: `evaluate stylizer ${id} --contents … --styles … --features … ${limits}`,
      onProgress: (what, done, total) => {
        if (!bars.has(what)) bars.set(what, progressBar(what));
        bars.get(what)!.update(done, total);
      },
    });
    if (flags.json) process.stdout.write(`${JSON.stringify({ id, metrics })}\n`);
    else {
      for (const metric of metrics) {
        process.stdout.write(`${metric.name.padEnd(36)} ${metric.value.toFixed(4)}\n`);
      }
    }
  } finally {
    for (const bar of bars.values()) bar.stop();
    stop.release();
  }
}
