import type { Command } from 'commander';

import { selectBackend } from '../backends/select';
import { ATTRIBUTES, LANDSCAPE_ATTRIBUTES } from '../evaluate/directions/attributes';
import { measureDirections } from '../evaluate/directions/measure';
import { commaSeparated, numberBetween, positiveInteger, seedNumber } from './arguments';
import { MODELS_DIR } from './models';
import { progressPerPhase } from './progress';
import { stopSignal } from './stop';

interface Flags {
  attributes: string[];
  count: number;
  components: number;
  seed: number;
  sheet?: string;
  dryRun?: boolean;
  backend?: string;
  modelsDir: string;
  json?: boolean;
}

export function addDirectionsCommand(program: Command): void {
  program
    .command('directions')
    .description(
      'Find what a generator can be moved along ("lighter", "more sky"), measure it, and write it into its card.',
    )
    .argument('<model>', 'id of the model (see `models`)')
    .option(
      '--attributes <ids>',
      `what to find directions of, out of ${ATTRIBUTES.map(({ id }) => id).join(', ')}`,
      commaSeparated,
      [...LANDSCAPE_ATTRIBUTES],
    )
    .option('--count <n>', 'pictures to find directions from', positiveInteger, 3000)
    .option('--components <n>', 'unnamed directions, 0 to 12', numberBetween(0, 12), 3)
    .option('--seed <n>', 'of everything random', seedNumber, 1)
    .option('--sheet <file>', 'PNG of pictures moved along every direction')
    .option('--dry-run', 'leave the card as it is')
    .option('--backend <name>', 'default: the fastest')
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print the directions as JSON, without their vectors')
    .action(runDirections);
}

async function runDirections(id: string, flags: Flags): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const backend = await selectBackend(flags.backend);
  say(`Computing on ${backend.name}: ${backend.detail}.`);
  const bars = progressPerPhase();
  const stop = stopSignal(() => say('\nStopping …'));
  const directions = await measureDirections({
    modelsDir: flags.modelsDir,
    id,
    // Of native TensorFlow there is one in a process, whatever it computes on.
    backend: backend.name === 'node-gpu' ? 'node' : backend.name,
    attributes: flags.attributes,
    count: flags.count,
    components: Math.round(flags.components),
    seed: flags.seed,
    sheet: flags.sheet,
    dryRun: flags.dryRun ?? false,
    signal: stop.signal,
    onProgress: bars.update,
  }).finally(() => {
    bars.stop();
    stop.release();
  });
  if (flags.json) {
    const lines = directions.map(({ vector: _, ...rest }) => rest);
    process.stdout.write(`${JSON.stringify(lines)}\n`);
    return;
  }
  for (const { id: direction, less, more, effects } of directions) {
    const effect = (k: number) => effects[k]!;
    const others = effects.slice(1).map(({ slope }) => Math.abs(slope));
    process.stdout.write(
      `${direction.padEnd(18)} ${less} … ${more}: correlation ${effect(0).correlation}, ${effect(0).slope} a step; on others at most ${Math.max(...others)}\n`,
    );
  }
}
