import { afterEach, describe, expect, it, vi } from 'vitest';

import { currentToasts, dismissToast } from '@/components/ui/toast-store';
import { SfumatoError } from '@/lib/errors';
import { randomPoint } from '@/lib/latent/blend';
import { getThumbnails } from '@/lib/studio/browser';
import { catalogue } from '@/models/registry';

import { browserHost } from './host';

vi.mock('@/lib/engine/browser', () => ({
  getEngine: () => ({
    generate: () => Promise.reject(new SfumatoError('download-failed', 'Offline.')),
  }),
}));

afterEach(() => {
  vi.unstubAllGlobals();
  currentToasts().forEach(({ id }) => dismissToast(id));
});

it('shows a link where the page must not copy, wherever it stands', async () => {
  const prompt = vi.fn();
  vi.stubGlobal('window', { location: { origin: 'http://museum.local' }, prompt });
  vi.stubGlobal('navigator', {}); // no https, no clipboard
  await browserHost.copyLink('/p/code', 'this very picture');
  expect(prompt).toHaveBeenCalledExactlyOnceWith(expect.any(String), 'http://museum.local/p/code');
  expect(currentToasts()).toEqual([]);
});

describe('a picture asked for now', () => {
  it('is the one that was drawn before, else says why there is none', async () => {
    const point = randomPoint(1, catalogue[0]!);
    await expect(browserHost.pictureNow(point)).rejects.toThrow('Offline.');
    const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
    getThumbnails().put(point, picture);
    expect(await browserHost.pictureNow(point)).toBe(picture);
  });
});
