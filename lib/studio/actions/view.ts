import type { PanelName } from '../studio';
import type { Action } from './action';

export const openPaletteAction: Action = {
  id: 'open-palette',
  label: 'All commands…',
  group: 'View',
  icon: 'search',
  shortcuts: ['Mod+K', '/'],
  keywords: 'palette search find',
  run: ({ studio }) => studio.set({ paletteOpen: true }),
};

export const openHelpAction: Action = {
  id: 'open-help',
  label: 'Help and shortcuts',
  group: 'View',
  icon: 'help',
  shortcuts: ['?'],
  keywords: 'keyboard how',
  run: ({ host }) => host.openHelp(),
};

/** Single letters as shortcuts can get in the way of speech input (WCAG 2.1.4). */
export const singleKeysAction: Action = {
  id: 'single-keys',
  label: 'Single-key shortcuts on or off',
  group: 'View',
  icon: 'keyboard',
  keywords: 'keyboard letters accessibility speech',
  run({ studio, host }) {
    const on = !studio.store.getState().singleKeys;
    studio.set({ singleKeys: on });
    host.saveSingleKeys(on);
    host.notify(
      on ? 'Single keys work as shortcuts.' : 'Only shortcuts with Ctrl or Cmd work now.',
    );
  },
};

export const PANEL_TITLES: Readonly<Record<PanelName, string>> = {
  mix: 'Mix',
  between: 'Between',
  around: 'Variations',
  kept: 'Kept',
  history: 'History',
};

export const panelActions: readonly Action[] = (
  [
    ['mix', '1'],
    ['between', '2'],
    ['around', '3'],
    ['kept', '4'],
    ['history', '5'],
  ] as const
).map(([panel, key]) => ({
  id: `show-${panel}`,
  label: `Show ${PANEL_TITLES[panel].toLowerCase()}`,
  group: 'View',
  icon: 'panel',
  shortcuts: [`Alt+${key}`],
  keywords: 'panel tab',
  run({ studio, host }) {
    studio.set({ panel });
    host.focusPanel(panel);
  },
}));
