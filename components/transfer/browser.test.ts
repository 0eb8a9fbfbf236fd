import { afterEach, expect, it, vi } from 'vitest';

import { createMemoryStorage } from '@/components/intake/row-storage';
import type { StylizerEntry } from '@/models/card';

import { getTransfer } from './browser';
import type { KeptPicture } from './storage';
import { turns } from './testing';

const storage = createMemoryStorage<KeptPicture>();
vi.mock('./storage', async (original) => ({
  ...(await original<object>()),
  openPictureStorage: async () => storage,
}));
afterEach(() => vi.unstubAllGlobals());

it('keeps, or keeps nothing, as another tab of this device was told', async () => {
  await storage.write({ id: 'content', name: 'mine.jpg', bytes: new ArrayBuffer(1), type: '' });
  const memory = new Map<string, string>();
  const window = Object.assign(new EventTarget(), {
    localStorage: {
      getItem: (key: string) => memory.get(key) ?? null,
      setItem: (key: string, value: string) => memory.set(key, value),
      removeItem: (key: string) => memory.delete(key),
    },
    matchMedia: () => ({ matches: false }),
  });
  vi.stubGlobal('window', window);
  const { store, set } = getTransfer({ id: 'painter', version: 1 } as StylizerEntry).controller;
  const switched = (key: string, newValue: string | null) =>
    window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
  set({ side: 512 });
  expect(store.getState().keeping).toBe(true);
  expect(memory.has('sfumato.transfer')).toBe(true);

  switched('sfumato.transfer.keeping', 'no');
  expect(store.getState().keeping).toBe(false);
  expect([...memory]).toEqual([['sfumato.transfer.keeping', 'no']]);
  await turns();
  expect(await storage.read()).toEqual([]);

  switched('sfumato.identify.keeping', 'yes');
  expect(store.getState().keeping).toBe(false);
  switched('sfumato.transfer.keeping', 'yes');
  expect(store.getState().keeping).toBe(true);
  expect(memory.has('sfumato.transfer')).toBe(true);
});
