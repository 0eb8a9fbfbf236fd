import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { GeneratorCard } from '@/models/card';
import { createFixture } from '@/tests/engine/fixture';

import { wantedPictures } from '../points';
import { componentsOf } from './features';
import { measureDirections, type MeasureDirectionsOptions } from './measure';

let folder: string;
let card: GeneratorCard;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-directions-'));
  const { card: made, bytes } = await createFixture('tiny');
  card = made;
  await mkdir(path.join(folder, 'tiny'));
  await writeFile(path.join(folder, 'tiny/card.json'), JSON.stringify(card));
  await writeFile(path.join(folder, 'tiny', card.weights.file), bytes);
});
afterAll(() => rm(folder, { recursive: true }));

const measure = (more: Partial<MeasureDirectionsOptions>) =>
  measureDirections({
    ...{ modelsDir: folder, id: 'tiny', backend: 'cpu', count: 40, components: 1, seed: 1 },
    ...{ attributes: ['light', 'colour'], dryRun: true, onProgress: () => undefined, ...more },
  });

describe('the measuring of directions', () => {
  it('is cancelled, and no failure, when it is told to stop', async () => {
    const stop = new AbortController();
    const stopped = measure({ signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });

    const components = componentsOf(
      path.join(folder, 'tiny'),
      card,
      wantedPictures(card, { count: 40, seed: 1, psi: 1 }),
      { components: 1, signal: stop.signal, onProgress: () => undefined },
    );
    await expect(components).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('looks for the attributes that it is given', async () => {
    const found = await measure({});
    const named = found.filter(({ kind }) => kind === 'attribute');
    expect(named.length).toBeGreaterThan(0);
    for (const { effects } of found) {
      expect(effects.map(({ attribute }) => attribute).sort()).toEqual(['colour', 'light']);
    }
    await expect(measure({ attributes: ['water'] })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('refuses to write over a sheet before it draws anything', async () => {
    const sheet = path.join(folder, 'sheet.png');
    await writeFile(sheet, 'mine');
    const refused = measure({ sheet, onProgress: () => expect.unreachable('it has drawn') });
    await expect(refused).rejects.toThrow(/sheet\.png is there already.*--sheet/);
  });
});
