import type { Command } from 'commander';

import type { ModelCard } from '@/models/card';

import { readCards } from '../export/index-file';
import { inRepository } from './places';

/** Where the app serves models from. */
export const MODELS_DIR = inRepository('public/models');

function resolutionOf(card: ModelCard): number {
  if (card.kind === 'stylizer') return card.styleSide;
  return card.kind === 'generator' ? card.resolution : card.input.shortSide;
}

function classesOf(card: ModelCard): readonly { readonly id: string }[] {
  if (card.kind === 'stylizer') return card.styles;
  return card.kind === 'generator' ? card.classes : card.artists;
}

export function addModelsCommand(program: Command): void {
  program
    .command('models')
    .description('List the models that the app serves.')
    .option('--models-dir <folder>', 'where they are', MODELS_DIR)
    .option('--json', 'print JSON')
    .action(async ({ modelsDir, json }: { modelsDir: string; json?: boolean }) => {
      const models = (await readCards(modelsDir)).map((card) => ({
        id: card.id,
        kind: card.kind,
        title: card.title,
        version: card.version,
        parameters: card.parameters,
        bytes: card.weights.bytes,
        resolution: resolutionOf(card),
        classes: classesOf(card).map(({ id }) => id),
      }));
      if (json) {
        process.stdout.write(`${JSON.stringify(models)}\n`);
        return;
      }
      for (const model of models) {
        process.stdout.write(
          `${model.id}  ${model.kind}  ${model.title}  ${model.resolution} px  ${model.classes.length} classes  ${(model.parameters / 1e6).toFixed(2)} M parameters  ${(model.bytes / 1e6).toFixed(1)} MB\n`,
        );
      }
    });
}
