import { afterEach, expect, it, vi } from 'vitest';

import { saveKeyOf } from '@/lib/studio/save-key';

import { findDeviceWorks, keepInAccount } from './device-works';
import { missingInWords, resultInWords } from './words';

vi.mock('@/lib/studio/storage', () => ({
  openStudioStorage: () =>
    Promise.resolve({
      readStrip: () => Promise.resolve(['a', 'b'].map((code) => ({ code, at: 1 }))),
    }),
}));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('sends works in portions that the server takes, each once', async () => {
  const sent: string[][] = [];
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    const { codes } = JSON.parse(body) as { codes: string[] };
    sent.push(codes);
    const problems = codes.includes('bad') ? [{ index: 0, sentence: 'Its model is gone.' }] : [];
    return Promise.resolve(Response.json({ kept: codes.length - problems.length, problems }));
  });
  const codes = [
    ...Array.from({ length: 120 }, (_, i) => `code${i}`),
    ...Array.from({ length: 12 }, (_, i) => String(i).repeat(16_000)),
    'bad',
  ];
  const progress: number[] = [];
  const result = await keepInAccount(codes, (count) => progress.push(count));
  expect(sent.flat()).toEqual(codes);
  for (const part of sent) {
    expect(part.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify({ codes: part }).length).toBeLessThan(200_000);
  }
  expect(progress.at(-1)).toBe(codes.length);
  expect(result).toEqual({ kept: codes.length - 1, problems: ['Its model is gone.'] });
});

it('says what the server said when it refuses', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('Sign in.\n', { status: 403 })));
  await expect(keepInAccount(['a'], () => {})).rejects.toMatchObject({
    code: 'not-allowed',
    message: 'Sign in.',
  });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await expect(keepInAccount(['a'], () => {})).rejects.toMatchObject({ code: 'unavailable' });
});

it('does not take what could not be asked for nothing', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const answers = [
    () => Promise.resolve(Response.json({ kept: [saveKeyOf('a')] })),
    () => Promise.resolve(new Response('Come back later.', { status: 503 })),
    () => Promise.reject(new TypeError('offline')),
  ];
  vi.stubGlobal('fetch', () => answers.shift()!());
  const codes = ['a', 'b'];
  expect(await findDeviceWorks()).toEqual({ codes, missing: ['b'] });
  expect(await findDeviceWorks()).toEqual({ codes, missing: undefined });
  expect(await findDeviceWorks()).toEqual({ codes, missing: undefined });
  expect(missingInWords(undefined, 2)).toMatch(/could not be asked/);
});

it('counts in words', () => {
  expect(missingInWords(0, 1)).toBe('The picture of this device is in your account.');
  expect(missingInWords(1, 1)).toBe('1 picture on this device is not in your account.');
  expect(missingInWords(2, 5)).toBe('2 pictures of 5 on this device are not in your account.');
  expect(resultInWords({ kept: 0, problems: ['Why.'] })).toBe(
    '1 picture could not come along and stays on this device. What the server said: Why.',
  );
});
