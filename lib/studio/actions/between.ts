import { currentAsEnd, goToEnd, moveBetween, rollEnd, swapEnds } from '../edits';
import type { EndName } from '../scene';
import type { Action } from './action';

const GROUP = 'Between two works';

export const towardsAAction = slideAction('towards-a', 'Towards A', 'less', 'ArrowLeft', -0.02);
export const towardsBAction = slideAction('towards-b', 'Towards B', 'more', 'ArrowRight', 0.02);

export const swapEndsAction: Action = {
  id: 'swap-ends',
  label: 'Swap A and B',
  group: GROUP,
  icon: 'swap',
  shortcuts: ['X'],
  keywords: 'turn round exchange',
  run: ({ studio }) => swapEnds(studio),
};

/** What can be done with each of the two works. */
export const endActions: readonly Action[] = (['a', 'b'] as const).flatMap((end) => [
  endAction(end, 'go-to', `Go to ${end.toUpperCase()}`, 'go', end.toUpperCase(), goToEnd),
  endAction(
    end,
    'current-as',
    `This picture as ${end.toUpperCase()}`,
    'end',
    `Shift+${end.toUpperCase()}`,
    currentAsEnd,
  ),
  endAction(
    end,
    'roll',
    `Roll the dice for ${end.toUpperCase()}`,
    'dice',
    `Alt+${end.toUpperCase()}`,
    rollEnd,
  ),
]);

function endAction(
  end: EndName,
  verb: string,
  label: string,
  icon: Action['icon'],
  shortcut: string,
  edit: (studio: Parameters<typeof goToEnd>[0], end: EndName) => void,
): Action {
  return {
    id: `${verb}-${end}`,
    label,
    group: GROUP,
    icon,
    shortcuts: [shortcut],
    keywords: 'end work slider',
    run: ({ studio }) => edit(studio, end),
  };
}

function slideAction(
  id: string,
  label: string,
  icon: Action['icon'],
  shortcut: string,
  step: number,
): Action {
  return {
    id,
    label,
    group: GROUP,
    icon,
    shortcuts: [shortcut],
    keywords: 'slider blend interpolate',
    run({ studio }) {
      const { position } = studio.store.getState().scene.between;
      // From elsewhere, the first press steps onto the line at the end it points away from.
      const from = position ?? (step > 0 ? -step : 1 - step);
      moveBetween(studio, Math.round((from + step) * 100) / 100);
      studio.settleSoon();
    },
  };
}
