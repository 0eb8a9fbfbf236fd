import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StylizingEngine } from '@/lib/engine/stylize';
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { inSize } from '@/lib/image/reduce';
import { encodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { createPainter } from '@/lib/transfer/painter';
import { PLAIN_SETTINGS, type Brush } from '@/lib/transfer/settings';
import { noisePicture } from '@/tests/engine/classifier-fixture';

import { sizedTo } from '../stylizer/optimise-picture';
import { pictureOf } from './style-names';
import { networkPainter } from './stylize-painters';

/** Mixes a picture's colours with the style's, and remembers how large what it painted was. */
function studio() {
  const sizes: string[] = [];
  const engine: StylizingEngine = {
    encodeStyle: async (_model, { data, width }) => Float32Array.of(data[0]!, width),
    measureStyle: async () => new Float32Array(1),
    paint: async (_model, { width, height, data }, style) => {
      sizes.push(`${width} × ${height}`);
      const painted = data.map((level, i) => (i % 4 === 3 ? 255 : (level + style[0]!) / 2));
      return { width, height, data: painted };
    },
  };
  return { engine, sizes };
}

const vector = Float32Array.of(200, 512);
const original = noisePicture(900, 450);

describe('the network', () => {
  const paint = (content: Picture, brush: Brush, strength = 1, own = original) => {
    const { engine, sizes } = studio();
    const painter = networkPainter({ engine, model: 'painter', vector, strength, brush });
    return painter({ original: own, content }, () => undefined).then((picture) => ({
      picture,
      sizes,
    }));
  };

  it('paints small first and in full then, the broader the brush the smaller', async () => {
    expect((await paint(original, 128)).sizes).toEqual(['256 × 128', '900 × 450']);
    expect((await paint(original, 256)).sizes).toEqual(['576 × 288', '900 × 450']);
    expect((await paint(original, 512)).sizes).toEqual(['900 × 450']);
    // Enlarged first where the picture is smaller than that, or brushes would paint alike.
    const enlarged = sizedTo(original, 1600);
    const small = sizedTo(original, 512);
    expect((await paint(enlarged, 384, 1, small)).sizes[0]).toBe('896 × 448');
    expect((await paint(enlarged, 256, 1, small)).sizes[0]).toBe('576 × 288');
  });

  it.each([
    [128, 1, 900],
    [256, 0.4, 1000],
    [512, 1.3, 700],
    [384, 1.3, 1200],
  ] as const)('paints what the page paints: brush %i, strength %f, %i px', async (...settings) => {
    const [brush, strength, side] = settings;
    const content = sizedTo(original, side);
    const page = createPainter({
      ...{ engine: studio().engine, model: 'painter', idle: () => true },
      resize: async (picture, { width, height }) => inSize(picture, width, height),
      now: () => 0,
      after: () => () => undefined,
    });
    page.want({
      ...{ contentId: 'a', content: original, vector, size: content },
      settings: { ...PLAIN_SETTINGS, strength, brush },
    });
    const { picture } = await page.finish();
    const { picture: own } = await paint(content, brush, strength);
    expect([own.width, own.height]).toEqual([picture.width, picture.height]);
    expect(Buffer.from(own.data).equals(Buffer.from(picture.data))).toBe(true);
  });
});

describe('the picture of a style', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-styles-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const facts: ModelFacts = { id: 'small', version: 2, latentDim: 4, classIds: [] };
  const point: LatentPoint = {
    ...{ model: 'small', source: { kind: 'seed', seed: 1 }, mix: [], psi: 1 },
  };
  const sources = (generate: () => Promise<Picture[]>, version = 2) => ({
    engine: { generate },
    catalogue: [{ ...facts, version }],
    houseStyles: [{ id: 'claude-monet' }],
  });
  const draw = async () => [noisePicture(64, 64)];
  const code = encodePoint(point, [facts]);

  it('is a generated one, as large as the page takes it', async () => {
    expect(await pictureOf(code, sources(draw))).toMatchObject({ width: 512, height: 512 });
  });

  it('is none for a style of the house', async () => {
    await expect(pictureOf('claude-monet', sources(draw))).rejects.toThrow(
      /style of the house, which has no picture; name a picture file/,
    );
  });

  it('says what is wrong, whatever that is', async () => {
    await expect(pictureOf('nobody.jpg', sources(draw))).rejects.toThrow(/no style.*no picture/);
    const broken = path.join(folder, 'broken.jpg');
    await writeFile(broken, 'no picture');
    await expect(pictureOf(broken, sources(draw))).rejects.toThrow(/broken.jpg/);
    // Links that were some, and a picture that could not be drawn.
    await expect(pictureOf(code, sources(draw, 3))).rejects.toMatchObject({
      code: 'outdated-point',
    });
    const lost = () => Promise.reject(new SfumatoError('context-lost', 'No memory.'));
    await expect(pictureOf(code, sources(lost))).rejects.toThrow('No memory.');
  });
});
