import { adoptChild, CHILDREN, rollChildren, setAmount, shownChildren } from '../edits';
import type { Action } from './action';
import { keepPoint } from './keep';

const GROUP = 'Variations';

export const rollChildrenAction: Action = {
  id: 'roll-children',
  label: 'Nine other variations',
  group: GROUP,
  icon: 'refresh',
  shortcuts: ['N'],
  keywords: 'children new around',
  run: ({ studio }) => rollChildren(studio),
};

export const widerAction = amountAction('wider', 'Variations further away', 'more', '+', 0.05);
export const closerAction = amountAction('closer', 'Variations closer by', 'less', '-', -0.05);

const places = Array.from({ length: CHILDREN }, (_, index) => index);

export const adoptActions: readonly Action[] = places.map((index) => ({
  id: `adopt-${index + 1}`,
  label: `Take variation ${index + 1}`,
  group: GROUP,
  icon: 'grid',
  shortcuts: [`${index + 1}`],
  keywords: 'child adopt',
  run: ({ studio }) => adoptChild(studio, index),
}));

export const keepChildActions: readonly Action[] = places.map((index) => ({
  id: `keep-child-${index + 1}`,
  label: `Keep variation ${index + 1}`,
  group: GROUP,
  icon: 'keep',
  shortcuts: [`Shift+${index + 1}`],
  keywords: 'child strip save',
  async run(instrument) {
    const child = shownChildren(instrument.studio)[index];
    if (child) await keepPoint(instrument, child);
  },
}));

function amountAction(
  id: string,
  label: string,
  icon: 'more' | 'less',
  shortcut: string,
  step: number,
): Action {
  return {
    id,
    label,
    group: GROUP,
    icon,
    shortcuts: [shortcut],
    keywords: 'amount distance radius children',
    available: ({ around }) => (step > 0 ? around.amount < 1 : around.amount > 0.05),
    run: ({ studio }) => setAmount(studio, studio.store.getState().around.amount + step),
  };
}
