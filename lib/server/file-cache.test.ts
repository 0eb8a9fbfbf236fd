import { expect, it, vi } from 'vitest';

import { createFileCache } from './file-cache';

const file = (bytes: number) => new Uint8Array(bytes);

it('makes a file once, however many ask for it', async () => {
  const cache = createFileCache(1000);
  const make = vi.fn(() => Promise.resolve(file(10)));
  const [one, two] = await Promise.all([cache.get('a', make), cache.get('a', make)]);
  expect(one).toBe(two);
  expect(await cache.get('a', make)).toBe(one);
  expect(make).toHaveBeenCalledTimes(1);
});

it('drops the least recently used when it is full', async () => {
  const cache = createFileCache(25);
  for (const name of ['a', 'b', 'a', 'c']) await cache.get(name, () => Promise.resolve(file(10)));
  expect(['a', 'b', 'c'].map((name) => cache.has(name))).toEqual([true, false, true]);
  await cache.get('huge', () => Promise.resolve(file(100)));
  expect(cache.has('huge')).toBe(false);
  expect(cache.has('c')).toBe(true);
});

it('does not keep a failure', async () => {
  const cache = createFileCache(1000);
  await expect(cache.get('a', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  await expect(
    cache.get('b', () => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  expect([cache.has('a'), cache.has('b')]).toEqual([false, false]);
  expect(await cache.get('a', () => Promise.resolve(file(3)))).toHaveLength(3);
});
