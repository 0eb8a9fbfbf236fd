import { canRedo, canUndo, sibling } from '../history';
import type { Action } from './action';

export const undoAction: Action = {
  id: 'undo',
  label: 'Undo',
  group: 'History',
  icon: 'undo',
  shortcuts: ['Mod+Z', 'Z'],
  keywords: 'back step',
  available: (state) => state.pending !== null || canUndo(state.history),
  run: ({ studio }) => studio.undo(),
};

export const redoAction: Action = {
  id: 'redo',
  label: 'Redo',
  group: 'History',
  icon: 'redo',
  shortcuts: ['Mod+Shift+Z', 'Mod+Y', 'Shift+Z'],
  keywords: 'forward step again',
  available: (state) => canRedo(state.history),
  run: ({ studio }) => studio.redo(),
};

export const previousBranchAction = branchAction(-1, 'Branch before this one', 'Alt+ArrowUp');
export const nextBranchAction = branchAction(1, 'Branch after this one', 'Alt+ArrowDown');

/** To what was done from the same picture another time. */
function branchAction(step: -1 | 1, label: string, shortcut: string): Action {
  return {
    id: step < 0 ? 'previous-branch' : 'next-branch',
    label,
    group: 'History',
    icon: 'branch',
    shortcuts: [shortcut],
    keywords: 'tree alternative sibling',
    available: (state) => sibling(state.history, step) !== undefined,
    run({ studio }) {
      const id = sibling(studio.store.getState().history, step);
      if (id) studio.goTo(id);
    },
  };
}
