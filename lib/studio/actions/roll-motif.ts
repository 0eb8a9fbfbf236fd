import { rollMotif } from '../edits';
import type { Action } from './action';

export const rollMotifAction: Action = {
  id: 'roll-motif',
  label: 'New motif, same mix',
  group: 'Picture',
  icon: 'motif',
  shortcuts: ['Shift+R'],
  keywords: 'random seed composition',
  run: ({ studio }) => rollMotif(studio),
};
