import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';

import type { GeneratorCard } from '@/models/card';

import { Run } from '../run';
import { copySheets } from './sheets';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-sheets-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('goes on from the sheets of an earlier export, and starts anew with a fresh run', async () => {
  const run = await Run.create(folder, 'run', {});
  const model = path.join(folder, 'model');
  await mkdir(model);
  const draw = (file: string) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: '#285' } }).toFile(file);
  for (const images of [20, 40]) await draw(run.file(`sheet-0000000${images}.png`));
  await draw(path.join(model, 'sheet-000000010.webp'));
  const earlier = { sheets: [{ file: 'sheet-000000010.webp', imagesSeen: 10 }] } as GeneratorCard;
  const copied = async (imagesBefore: number, countedFrom: number) =>
    (await copySheets(run, model, 40, earlier, { imagesBefore, countedFrom })).map(
      ({ imagesSeen }) => imagesSeen,
    );
  expect(await copied(10, 0)).toEqual([10, 20, 40]);
  expect(await copied(0, 0)).toEqual([20, 40]);
  // Of a run that counts its own images alone.
  expect(await copied(12, 12)).toEqual([10, 32, 52]);
  expect(await readdir(model)).toContain('sheet-000000052.webp');
});

it('reduces large sheets, as overviews are looked at small', async () => {
  const run = await Run.create(folder, 'run', {});
  const model = path.join(folder, 'model');
  await mkdir(model);
  await sharp({ create: { width: 2084, height: 1000, channels: 3, background: '#285' } })
    .png()
    .toFile(run.file('sheet-000000020.png'));
  const options = { imagesBefore: 0, countedFrom: 0, leaveOut: { left: 0, top: 100 } };
  const [sheet] = await copySheets(run, model, 20, undefined, options);
  const { width, height } = await sharp(path.join(model, sheet!.file)).metadata();
  expect([width, height]).toEqual([1042, 450]);
});
