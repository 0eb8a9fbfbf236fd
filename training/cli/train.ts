import type { Command } from 'commander';

import { addTrainClassifier } from './train-classifier';
import { addTrainGan } from './train-gan';
import { addTrainStylizer } from './train-stylizer';

export function addTrainCommands(program: Command): void {
  const train = program.command('train').description('Train a network.');
  addTrainGan(train);
  addTrainClassifier(train);
  addTrainStylizer(train);
}
