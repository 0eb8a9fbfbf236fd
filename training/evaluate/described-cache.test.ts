import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { vectorsOf } from '../metrics/vectors';
import type { Described } from './described';
import { cachedDescription } from './described-cache';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-described-'));
});
afterEach(() => rm(folder, { recursive: true }));

const described: Described = {
  features: vectorsOf([
    [1, 2, 3],
    [4, 5, 6.5],
  ]),
  probabilities: vectorsOf([
    [0.25, 0.75],
    [1, 0],
  ]),
  thumbnails: vectorsOf([[0.1], [0.2]]),
};
const pictures = { pixels: Uint8Array.of(1, 2, 3), form: 'plain', count: 2 };

it('computes once for the same pictures, network and form', async () => {
  let computed = 0;
  const compute = async () => {
    computed++;
    return described;
  };
  const cache = { folder, key: 'network' };
  await cachedDescription(cache, pictures, compute);
  expect(await cachedDescription(cache, pictures, compute)).toEqual(described);
  expect(computed).toBe(1);
  await cachedDescription(cache, { ...pictures, pixels: Uint8Array.of(1, 2, 4) }, compute);
  await cachedDescription(cache, { ...pictures, form: 'mirrored' }, compute);
  await cachedDescription({ folder, key: 'another' }, pictures, compute);
  expect(computed).toBe(4);
  await cachedDescription(undefined, pictures, compute);
  expect(computed).toBe(5);
});

it('computes again what is damaged', async () => {
  const cache = { folder, key: 'network' };
  await cachedDescription(cache, pictures, async () => described);
  const [file] = await readdir(folder);
  await writeFile(path.join(folder, file!), '[[2,3],[2,2],[2,1]]\nshort');
  expect(await cachedDescription(cache, pictures, async () => described)).toEqual(described);
});
