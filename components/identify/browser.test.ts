import { afterEach, expect, it, vi } from 'vitest';

import { FACTS } from '@/lib/identify/testing';
import type { ClassifierEntry } from '@/models/card';

import { getIdentifyController } from './browser';

afterEach(() => vi.unstubAllGlobals());

it('keeps, or keeps nothing, as another tab of this device was told', async () => {
  const memory = new Map<string, string>();
  const window = Object.assign(new EventTarget(), {
    localStorage: {
      getItem: (key: string) => memory.get(key) ?? null,
      setItem: (key: string, value: string) => memory.set(key, value),
    },
  });
  vi.stubGlobal('window', window);
  const { store } = getIdentifyController(FACTS as unknown as ClassifierEntry);
  const switched = (key: string, newValue: string | null) =>
    window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
  expect(store.getState().keeping).toBe(true);
  switched('sfumato.identify.keeping', 'no');
  expect(store.getState().keeping).toBe(false);
  expect(memory.get('sfumato.identify.keeping')).toBe('no');
  switched('sfumato.theme', 'dark');
  expect(store.getState().keeping).toBe(false);
  switched('sfumato.identify.keeping', 'yes');
  expect(store.getState().keeping).toBe(true);
});
