import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';

/** How the painting is looked at: alone, with a line that uncovers the original, or beside it. */
export const VIEWS = ['painting', 'slider', 'beside'] as const;
export type View = (typeof VIEWS)[number];

const store = createStore<{ view: View }>(() => ({ view: 'painting' }));

export const setView = (view: View): void => store.setState({ view });
export const useView = (): View => useStore(store, (state) => state.view);
