import type { Action } from './action';

export const breatheAction: Action = {
  id: 'breathe',
  label: 'Let the picture live',
  group: 'View',
  icon: 'play',
  shortcuts: ['Space'],
  keywords: 'play motion animate alive walk',
  available: (state) => !state.breathing,
  run: ({ studio }) => studio.set({ breathing: true }),
};

export const restAction: Action = {
  id: 'rest',
  label: 'Hold the picture still',
  group: 'View',
  icon: 'pause',
  shortcuts: ['Space'],
  keywords: 'pause stop motion',
  available: (state) => state.breathing,
  run: ({ studio }) => studio.set({ breathing: false }),
};
