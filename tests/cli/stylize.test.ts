import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { COMPOSITE_SOURCE_TYPE } from '@/lib/image/xmp';
import type { StylizerCard } from '@/models/card';
import { SPLIT_FILE, writeSplit } from '@/training/data/split';
import { paintStyles, writeNarrowVgg } from '@/training/stylizer/testing';

import { createStylizerFixture } from '../engine/stylizer-fixture';
import { noisy } from '../hostile/pictures';
import { linesOf, sfumato } from './command';

let folder: string;
/** A small stylizer of its own, with two styles. */
let card: StylizerCard;
let models: string[];
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-stylize-'));
  for (const name of ['photos', 'models/painter']) await mkdir(at(name), { recursive: true });
  const fixture = await createStylizerFixture();
  card = fixture.card;
  await writeFile(at('models/painter/card.json'), JSON.stringify(card));
  await writeFile(at(`models/painter/${card.weights.file}`), fixture.bytes);
  models = ['--models-dir', at('models')];
  await writeFile(at('photos/mine.png'), await noisy(90, 60).png().toBuffer());
  await writeFile(at('photos/mine.jpg'), await noisy(60, 90).jpeg().toBuffer());
  const large = { width: 2100, height: 2000, channels: 3 as const, background: '#456789' };
  await writeFile(at('large.png'), await sharp({ create: large }).png().toBuffer());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('lists the styles of the house', async () => {
  const { code, stdout } = await sfumato('styles', '--json', ...models);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(
    card.styles.map(({ id, name, artist, kind, count }) => ({ id, name, artist, kind, count })),
  );
});

describe('stylize', () => {
  it('paints into a folder of originals without touching them, and marks what it painted', async () => {
    const [png, jpg] = [at('photos/mine.png'), at('photos/mine.jpg')];
    const before = await readFile(png);
    const { code, stdout } = await sfumato(
      ...['stylize', png, jpg, '--style', 'first', '--out', at('photos'), '--json', ...models],
    );
    expect(code).toBe(0);
    expect(linesOf(stdout)).toEqual([
      { file: png, out: at('photos/mine-2.png'), width: 90, height: 60 },
      { file: jpg, out: at('photos/mine-3.png'), width: 60, height: 90 },
    ]);
    expect(Buffer.compare(await readFile(png), before)).toBe(0);
    const painted = await readFile(at('photos/mine-2.png'));
    expect((await sharp(painted).metadata()).width).toBe(90);
    expect(painted.toString('latin1')).toContain(`>${COMPOSITE_SOURCE_TYPE}<`);
  });

  it('keeps the size of a picture of more than 4 megapixels', async () => {
    const { stdout } = await sfumato(
      ...['stylize', at('large.png'), '--style', 'first', '--out', at('out'), '--json', ...models],
    );
    expect(linesOf(stdout)).toEqual([
      { file: at('large.png'), out: at('out/large.png'), width: 2100, height: 2000 },
    ]);
  });

  it.each([
    [['--style', 'nobody'], /"nobody" is no style/],
    [['--style', 'first', '--brush', '300'], /one of 128, 192, 256, 384, 512/],
    [['--style', 'first', '--size', '5000'], /up to 4096 pixels/],
    [
      ['--style', 'first', '--method', 'optimise', '--features', 'nowhere'],
      /"first" is a style of the house, which has no picture/,
    ],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await sfumato(
      ...['stylize', at('photos/mine.png'), '--out', at('refused'), ...models, ...args],
    );
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});

describe('train stylizer', () => {
  const split = (...validation: string[]) => ({
    ...{ format: 1 as const, seed: 1, validationShare: 0.1, validation },
  });

  it('holds out what the model that it goes on from has not seen, and nothing else', async () => {
    await mkdir(at('training'));
    const { contents, styles } = await paintStyles(at('training'));
    const features = await writeNarrowVgg(at('training'));
    await writeSplit(at(`models/painter/${SPLIT_FILE}`), split('p1', 'p4', 'p7'));
    await writeSplit(at('other.json'), split('p2'));
    const train = (...more: string[]) =>
      sfumato(
        ...['train', 'stylizer', '--contents', contents, '--styles', styles, '--backend', 'cpu'],
        ...['--features', features, '--init-from', at('models/painter'), ...more],
        ...['--runs', at('runs')],
      );
    // The small model has not the preset's widths; that is seen after what is held out.
    const { stderr } = await train('--seed', '9');
    expect(stderr).toMatch(/13 paintings to learn from, \d+ and 3 to measure on/);
    const refused = await train('--split', at('other.json'));
    expect(refused.stderr).toMatch(/was trained with another split/);
    expect(refused.code).toBe(1);
  });
});
