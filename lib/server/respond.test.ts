import { afterEach, expect, it, vi } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { BusyError } from './limits';
import { log } from './log/logger';
import { errorResponse, fileResponse } from './respond';

afterEach(() => {
  vi.restoreAllMocks();
});

it('keeps files for ever, because their address names their content', () => {
  const { headers } = fileResponse(new Uint8Array(5), 'image/png', 'sfumato.png');
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-length': '5',
    'content-type': 'image/png',
  });
});

it('answers what is the asker’s to mend with the sentence of the error', async () => {
  for (const [code, status] of [
    ['invalid-code', 400],
    ['unknown-model', 404],
    ['outdated-point', 410],
    ['not-allowed', 403],
  ] as const) {
    const response = errorResponse(new SfumatoError(code, 'Ask for the link once more.'));
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe('Ask for the link once more.\n');
  }
});

it('says when to come back', () => {
  const response = errorResponse(new BusyError('Later.', 503, 5));
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
});

it('knows its errors whichever copy of their module made them', async () => {
  vi.resetModules();
  const other = await import('./limits');
  const response = errorResponse(new other.BusyError('Later.', 429, 7));
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
});

it('says so when what the server keeps cannot be reached', async () => {
  const response = errorResponse(new SfumatoError('unavailable', 'Try again in a while.'));
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '15']);
  expect(await response.text()).toBe('Try again in a while.\n');
});

it('keeps its own faults to the log', async () => {
  const failed = vi.spyOn(log(), 'error').mockReturnValue();
  const response = errorResponse(new Error('ENOENT /srv/secret'));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(failed).toHaveBeenCalledOnce();
});
