import type { Command } from 'commander';

import { SfumatoError } from '@/lib/errors';
import type { StylizerCard } from '@/models/card';

import { readCards } from '../export/index-file';
import { MODELS_DIR } from './models';

interface Flags {
  model?: string;
  modelsDir: string;
  json?: boolean;
}

export function addStylesCommand(program: Command): void {
  program
    .command('styles')
    .description('List the styles that a stylizer knows by name.')
    .option('--model <id>', 'stylizer to ask (default: the first there is)')
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print [{id, name, artist, kind, count}] as JSON')
    .action(listStyles);
}

async function listStyles({ model, modelsDir, json }: Flags): Promise<void> {
  const { styles } = await readStylizer(modelsDir, model);
  const lines = styles.map(({ id, name, artist, kind, count }) => ({
    ...{ id, name, artist, kind, count },
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify(lines)}\n`);
    return;
  }
  for (const { id, name, kind, count } of lines) {
    const of = kind === 'artist' ? `mean of ${count} paintings` : 'one painting';
    process.stdout.write(`${id}  ${name}  ${of}\n`);
  }
}

/** The card of a stylizer, or of the first there is. @throws SfumatoError `unknown-model`. */
export async function readStylizer(
  modelsDir: string,
  model: string | undefined,
): Promise<StylizerCard> {
  const cards = await readCards(modelsDir);
  const stylizers = cards.filter((card): card is StylizerCard => card.kind === 'stylizer');
  const found = model === undefined ? stylizers[0] : stylizers.find(({ id }) => id === model);
  if (found) return found;
  const there =
    stylizers.length > 0
      ? `there are: ${stylizers.map(({ id }) => id).join(', ')}`
      : 'none is there yet';
  throw new SfumatoError(
    'unknown-model',
    model === undefined
      ? `There is no stylizer in ${modelsDir}. Train and export one first.`
      : `There is no stylizer "${model}"; ${there}.`,
  );
}
