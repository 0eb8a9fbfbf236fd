import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { assertNew, writeNew } from './write-new';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-write-new-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('numbers a file whose name is taken, by whatever it is', async () => {
  await writeFile(path.join(folder, 'a.b.png'), 'mine');
  await symlink(path.join(folder, 'nowhere'), path.join(folder, 'a.b-2.png'));
  const file = await writeNew(folder, 'a.b.png', Uint8Array.of(1));
  expect(file).toBe(path.join(folder, 'a.b-3.png'));
  expect([...(await readFile(file))]).toEqual([1]);
  expect(await readFile(path.join(folder, 'a.b.png'), 'utf8')).toBe('mine');
  expect(await readdir(folder)).toHaveLength(3);
});

it('refuses a name that is taken before anything is done, and says with which option', async () => {
  const file = path.join(folder, 'taken.html');
  await expect(assertNew(file, '--out')).resolves.toBeUndefined();
  await expect(assertNew(undefined, '--out')).resolves.toBeUndefined();
  await writeFile(file, 'mine');
  await expect(assertNew(file, '--out')).rejects.toThrow(/taken\.html is there.*with --out/);
});

it('says why nothing can be written', async () => {
  const nowhere = path.join(folder, 'nowhere');
  await expect(writeNew(nowhere, 'a.png', new Uint8Array(1))).rejects.toThrow(/ENOENT/);
});
