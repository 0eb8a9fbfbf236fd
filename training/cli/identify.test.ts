import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine } from '@/lib/engine/engine';
import { SfumatoError } from '@/lib/errors';
import { frames, quarters } from '@/tests/hostile/pictures';

import { identifyAll, inWords, type Line } from './identify';

let folder: string;
const at = (file: string) => path.join(folder, file);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-identify-'));
  await mkdir(at('more/below'), { recursive: true });
  await writeFile(
    at('red.png'),
    await frames(80, [[200, 0, 0]])
      .png()
      .toBuffer(),
  );
  await writeFile(at('broken.jpg'), 'not a picture at all');
  await writeFile(at('more/below/many.webp'), await quarters(90, 70).webp().toBuffer());
  await writeFile(at('more/small.png'), await quarters(10, 10).png().toBuffer());
  await writeFile(at('wide.png'), await quarters(300, 100).png().toBuffer());
  await writeFile(at('tall.png'), await quarters(20, 200).png().toBuffer());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Knows seven painters; the redder a picture, the more it is by the first. */
const engine: Pick<Engine, 'identify'> = {
  async identify(model, { data }) {
    const probability = data[0]! / 255;
    return {
      model,
      version: 1,
      artists: Array.from({ length: 7 }, (_, i) => ({
        id: `painter-${i}`,
        name: `Painter ${i}`,
        probability: i === 0 ? probability : (1 - probability) / 6,
        died: 1900,
      })),
      styles: [{ id: 'red', name: 'Red', probability: 1 / 3 }],
      genres: [],
      noneOfThese: 0.25,
      embedding: new Float32Array(1),
    };
  },
};

const classifier = { id: 'painters', input: { shortSide: 192, maxAspect: 2 } };

async function linesOf(places: string[], options: { top?: number; until?: number } = {}) {
  const lines: Line[] = [];
  const failed = await identifyAll(places, {
    engine,
    classifier,
    top: options.top ?? 5,
    stopped: () => lines.length === options.until,
    report: async (line) => void lines.push(line),
  });
  return { lines, failed };
}

describe('identifying many files', () => {
  it('says something about each of them, in order, whatever happens to the others', async () => {
    const { lines, failed } = await linesOf([
      at('broken.jpg'),
      at('red.png'),
      at('more'),
      at('gone'),
    ]);
    expect(lines.map(({ file }) => path.relative(folder, file))).toEqual([
      'broken.jpg',
      'red.png',
      'more/below/many.webp',
      'more/small.png',
      'gone',
    ]);
    expect(failed).toBe(2);
    expect(lines[0]).toEqual({
      file: at('broken.jpg'),
      error: '“broken.jpg” is not a picture. Choose a JPEG, PNG, WebP, AVIF or GIF.',
    });
    expect(lines[4]).toEqual({ file: at('gone'), error: `There is no file ${at('gone')}.` });
  });

  it('keeps to the promised form', async () => {
    const { lines } = await linesOf([at('red.png'), at('more/small.png')]);
    const probability = Math.round((1e6 * 200) / 255) / 1e6;
    const other = Math.round((1e6 * 55) / 255 / 6) / 1e6;
    expect(lines[0]).toEqual({
      file: at('red.png'),
      artists: [
        { id: 'painter-0', name: 'Painter 0', probability },
        ...[1, 2, 3, 4].map((i) => ({
          id: `painter-${i}`,
          name: `Painter ${i}`,
          probability: other,
        })),
      ],
      styles: [{ id: 'red', name: 'Red', probability: 0.333333 }],
      genres: [],
      noneOfThese: 0.25,
    });
    expect(lines[1]).toHaveProperty('notes', [
      'It measures only 10 × 10 pixels: too few to say much about it.',
    ]);
    const { lines: all } = await linesOf([at('red.png')], { top: 100 });
    expect(all[0]).toHaveProperty('artists.length', 7);
  });

  it('says of which pictures only the middle was looked at', async () => {
    const { lines } = await linesOf([at('wide.png'), at('tall.png')]);
    expect(lines[0]).toHaveProperty('notes', [
      'Only its middle was looked at: it is more than twice as long as it is high.',
    ]);
    expect(lines[1]).toHaveProperty('notes', [
      'It measures only 20 × 200 pixels: too few to say much about it.',
      'Only its middle was looked at: it is more than twice as high as it is wide.',
    ]);
  });

  it('stops when asked to', async () => {
    const { lines } = await linesOf([at('red.png'), at('more'), at('broken.jpg')], { until: 2 });
    expect(lines).toHaveLength(2);
  });

  it('takes an engine’s failure for the picture’s own', async () => {
    const lines: Line[] = [];
    const failed = await identifyAll([at('red.png')], {
      engine: { identify: () => Promise.reject(new SfumatoError('context-lost', 'No memory.')) },
      classifier,
      top: 5,
      stopped: () => false,
      report: async (line) => void lines.push(line),
    });
    expect(failed).toBe(1);
    expect(lines).toEqual([{ file: at('red.png'), error: 'No memory.' }]);
  });

  it('can be read by people', async () => {
    const { lines } = await linesOf([at('more/small.png'), at('broken.jpg')], { top: 2 });
    expect(lines.map(inWords).join('\n').replaceAll('\u00a0', ' ').replaceAll(folder, '')).toBe(
      [
        '/more/small.png',
        '  painters       Painter 0 78 %, Painter 1 4 %',
        '  none of these  25 %',
        '  style          Red 33 %',
        '  note           It measures only 10 × 10 pixels: too few to say much about it.',
        '/broken.jpg',
        '  “broken.jpg” is not a picture. Choose a JPEG, PNG, WebP, AVIF or GIF.',
      ].join('\n'),
    );
  });
});
