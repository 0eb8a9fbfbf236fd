import { evenOut, setVariety, shares, straighten } from '../edits';
import type { Action } from './action';

export const evenOutAction: Action = {
  id: 'even-out',
  label: 'Equal parts of all',
  group: 'Artists',
  icon: 'even',
  shortcuts: ['E'],
  keywords: 'mix balance half',
  available: (state) => shares(state).length > 1,
  run: ({ studio }) => evenOut(studio),
};

export const straightenAction: Action = {
  id: 'straighten',
  label: 'Reset all directions',
  group: 'Artists',
  icon: 'reset',
  keywords: 'directions shift lighter warmer sky back',
  available: ({ scene }) => scene.point.shifts !== undefined,
  run: ({ studio }) => straighten(studio),
};

export const moreVarietyAction = varietyAction('more-variety', 'More variety', 'more', ']', 0.05);
export const lessVarietyAction = varietyAction('less-variety', 'Less variety', 'less', '[', -0.05);

function varietyAction(
  id: string,
  label: string,
  icon: 'more' | 'less',
  shortcut: string,
  step: number,
): Action {
  return {
    id,
    label,
    group: 'Artists',
    icon,
    shortcuts: [shortcut],
    keywords: 'truncation psi',
    available: ({ scene }) => (step > 0 ? scene.point.psi < 1.5 : scene.point.psi > 0),
    run({ studio }) {
      setVariety(studio, studio.store.getState().scene.point.psi + step);
      studio.settleSoon();
    },
  };
}
