import { afterEach, expect, it, vi } from 'vitest';

import { currentToasts, dismissToast } from '@/components/ui/toast-store';
import { randomPoint } from '@/lib/latent/blend';
import { createMemoryStorage } from '@/lib/studio/storage';
import { catalogue } from '@/models/registry';

import { getStrip } from './strip';

vi.mock('@/lib/studio/browser', () => ({
  getStorage: () =>
    Promise.resolve({
      ...createMemoryStorage(),
      persistent: true,
      writeStrip: () => Promise.reject(new Error('full')),
    }),
  openChannel: () => undefined,
}));

afterEach(() => {
  vi.restoreAllMocks();
  currentToasts().forEach(({ id }) => dismissToast(id));
});

it('tells of a picture that could not be saved, and keeps it in the tab', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  getStrip().keep(randomPoint(1, catalogue[0]!));
  await vi.waitFor(() => expect(currentToasts()).toHaveLength(1));
  expect(currentToasts()[0]).toMatchObject({
    title: 'The last change of the kept pictures could not be saved on this device.',
    tone: 'danger',
  });
  expect(getStrip().store.getState()).toMatchObject({ persistent: true, items: [{}] });
});
