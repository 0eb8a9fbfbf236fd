import path from 'node:path';

import type { Command } from 'commander';

import { SfumatoError } from '@/lib/errors';

import { selectBackend } from '../backends/select';
import { writeCurvesOfRuns, writeStructure } from '../export/describe';
import { readCards } from '../export/index-file';
import { Run } from '../run';
import { MODELS_DIR } from './models';

export function addDescribeCommand(program: Command): void {
  program
    .command('describe')
    .description(
      'Write what the page of a model draws: its blocks, and the curves of its training. Weights, card and version stay as they are. `export` does this by itself.',
    )
    .argument('<model>', 'id of the model')
    .argument('[runs...]', 'folders of the runs that it was trained in, the first one first')
    .option('--models-dir <folder>', 'where the app serves models from', MODELS_DIR)
    .action(async (id: string, folders: string[], { modelsDir }: { modelsDir: string }) => {
      const card = (await readCards(modelsDir)).find((one) => one.id === id);
      if (!card) {
        throw new SfumatoError(
          'unknown-model',
          `There is no model "${id}"; \`sfumato models\` lists those there are.`,
        );
      }
      await selectBackend();
      const folder = path.join(modelsDir, id);
      await writeStructure(folder, card);
      const runs = await Promise.all(folders.map(async (run) => (await Run.open(run)).run));
      await writeCurvesOfRuns(folder, runs);
      process.stdout.write(`${id}: blocks, and curves of ${runs.length} runs.\n`);
    });
}
