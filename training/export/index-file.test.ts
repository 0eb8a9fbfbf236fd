import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { modelIndexSchema } from '@/models/card';

import { writeIndex } from './index-file';

const shipped = path.join(process.cwd(), 'public', 'models');
let folder: string;

const ids = async () => {
  const text = await readFile(path.join(folder, 'index.json'), 'utf8');
  return modelIndexSchema.parse(JSON.parse(text)).map(({ id }) => id);
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sfumato-index-'));
  for (const id of ['landscapes-64', 'painters', 'stylizer']) {
    await cp(path.join(shipped, id, 'card.json'), path.join(folder, id, 'card.json'));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('keeps its order, unless a model is put in front', async () => {
  await writeIndex(folder);
  expect(await ids()).toEqual(['landscapes-64', 'painters', 'stylizer']);
  await writeIndex(folder, 'stylizer');
  expect(await ids()).toEqual(['stylizer', 'landscapes-64', 'painters']);
  await writeIndex(folder);
  expect(await ids()).toEqual(['stylizer', 'landscapes-64', 'painters']);
});
