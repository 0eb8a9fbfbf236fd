import { beforeEach, expect, it, vi } from 'vitest';

import { encodePoint } from '@/lib/latent/codec';
import { randomPoint } from '@/lib/latent/blend';
import { catalogue } from '@/models/registry';

import type { Drawing } from './drawing';
import { BusyError } from './limits';
import { servePicture } from './serve';

const code = encodePoint(randomPoint(1, catalogue[0]!), catalogue);
const picture = vi.fn<Drawing['picture']>();
beforeEach(() => {
  picture.mockReset().mockResolvedValue(new Uint8Array(7));
});

const ask = (size: string | null, headers: Record<string, string> = {}, asked = code) =>
  servePicture(asked, size, new Headers(headers), () => ({ picture }));

it('serves a picture that may be kept for ever', async () => {
  const response = await ask('300');
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('content-type')).toBe('image/png');
  expect((await response.arrayBuffer()).byteLength).toBe(7);
  expect(picture).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ code, pointCode: code }),
    300,
    'unknown',
  );
});

it('draws nothing for somebody who has it already', async () => {
  const tag = (await ask('300')).headers.get('etag')!;
  for (const header of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const response = await ask('300', { 'if-none-match': header });
    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(tag);
    expect(response.headers.get('cache-control')).toContain('immutable');
  }
  expect(picture).toHaveBeenCalledTimes(1);
  expect((await ask('64', { 'if-none-match': tag })).status).toBe(200);
  expect((await ask('300', { 'if-none-match': tag }, 'broken')).status).toBe(400);
});

it('hands sizes on as numbers, and what is no number as none', async () => {
  for (const [size, side] of [
    [null, 512],
    ['1024', 1024],
    ['0', 0],
    ['', NaN],
    ['64.5', NaN],
    ['-5', NaN],
    ['1e3', NaN],
    ['999999', NaN],
  ] as const) {
    await ask(size);
    expect(picture.mock.lastCall?.[1], String(size)).toBe(side);
  }
});

it('says when to come back, and nothing keeps that', async () => {
  for (const status of [429, 503] as const) {
    picture.mockRejectedValueOnce(new BusyError('Later.', status, 5));
    const response = await ask('300');
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
});
