import { useHelpSection, type HelpSection } from '@/components/shell/help-store';
import { actions } from '@/lib/studio/actions';
import { ACTION_GROUPS } from '@/lib/studio/actions/action';

/** Ways to use the Studio that no key stands for. */
const HOW: HelpSection = {
  title: 'Studio',
  text:
    'The picture is a point in a space of pictures. Mix artists on the pad or type their weights; ' +
    'where there are several models, choose the one that draws below them; ' +
    'slide between two works; step to a variation; roll the dice. Everything you did stays in the ' +
    'history. A downloaded picture, dropped back on the page, opens where it was made.',
  shortcuts: [],
};

/** All actions with a shortcut; the nine alike are told once. */
const KEYS: HelpSection = {
  title: 'Shortcuts of the Studio',
  text: 'Single keys can be turned off under More.',
  shortcuts: ACTION_GROUPS.flatMap((group) => actions.filter((action) => action.group === group))
    .filter((action) => action.shortcuts && !/-[2-9]$/.test(action.id) && action.id !== 'open-help')
    .map((action) => {
      const ofNine = action.id.endsWith('-1');
      return {
        keys: action.shortcuts![0]! + (ofNine ? ' – 9' : ''),
        label: ofNine ? action.label.replace(/ 1$/, ' 1 to 9') : action.label,
      };
    }),
};

/** Fills the help with what the Studio's actions say of themselves. */
export function useStudioHelp(): void {
  useHelpSection(HOW);
  useHelpSection(KEYS);
}
