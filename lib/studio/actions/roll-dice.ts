import { rollDice } from '../edits';
import type { Action } from './action';

export const rollDiceAction: Action = {
  id: 'roll-dice',
  label: 'Roll the dice',
  group: 'Picture',
  icon: 'dice',
  shortcuts: ['R'],
  keywords: 'random new surprise seed',
  run: ({ studio }) => rollDice(studio),
};
