import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { readPointCode } from '@/lib/image/png';
import type { Picture } from '@/lib/image/picture';
import { PLAIN_SETTINGS } from '@/lib/transfer/settings';
import { stylizers } from '@/models/registry';
import { writeStyleVector } from '@/models/style-vectors';

import { createDrawing, type Drawing, type Preview } from './drawing';
import { createRateLimit } from './limits';
import { printable } from './preview';

const CODE = 'a-code_1';
const preview: Preview = {
  code: CODE,
  pointCode: CODE,
  title: '70 % Čeněk Ondříšek, 30 % Élie Ünal',
  heading: 'A generated picture',
  lines: [
    { share: '70 %', name: 'Čeněk Ondříšek' },
    { share: '30 %', name: 'Élie Ünal' },
  ],
  point: { model: 'm', source: { kind: 'seed', seed: 1 }, mix: [], psi: 1 },
};
const orange: Picture = {
  width: 8,
  height: 8,
  data: new Uint8ClampedArray(8 * 8 * 4).map((_, i) => [210, 120, 30, 255][i % 4]!),
};

const generate = vi.fn(() => Promise.resolve([orange]));
const [{ id: model, styleDim } = { id: '', styleDim: 0 }] = stylizers;
const numbers = writeStyleVector(new Float32Array(styleDim).fill(1));
const encodeStyle = vi.fn(() => Promise.resolve(new Float32Array(styleDim)));
const measureStyle = vi.fn(() => Promise.resolve(Float32Array.of(0)));
/** Paints everything blue. */
const paint = vi.fn(async (_model: string, { width, height }: Picture) => ({
  ...{ width, height },
  data: new Uint8ClampedArray(width * height * 4).map((_, i) => [20, 40, 200, 255][i % 4]!),
}));
let drawing: Drawing;
beforeEach(() => {
  generate.mockReset().mockResolvedValue([orange]);
  drawing = createDrawing({
    engine: () => ({ generate, encodeStyle, measureStyle, paint }),
    cacheBytes: 1_000_000,
    waiting: 2,
    limit: createRateLimit({ points: 12, seconds: 60 }),
  });
});

describe('pictures for links', () => {
  it('are PNG files of the size asked for that carry their point', async () => {
    const file = await drawing.picture(preview, 96, 'me');
    expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: 96, height: 96 });
    expect(readPointCode(file)).toBe(CODE);
  });

  it('are drawn once and then cost nobody anything', async () => {
    const first = await drawing.picture(preview, 64, 'me');
    for (let i = 0; i < 30; i++) expect(await drawing.picture(preview, 64, 'me')).toBe(first);
    expect(generate).toHaveBeenCalledTimes(1);
  });

  it('are painted where a transfer says so, at any size, and carry no point then', async () => {
    const styles = [{ source: { kind: 'numbers', vector: numbers }, weight: 50 }] as const;
    const painting = { model, settings: { ...PLAIN_SETTINGS, styles, brush: 512 as const } };
    const painted = { ...preview, code: 'painted', painting };
    for (const size of [64, 600]) {
      const file = await drawing.picture(painted, size, `client ${size}`);
      expect(await sharp(file).metadata()).toMatchObject({ width: size, height: size });
      expect(readPointCode(file)).toBeUndefined();
      const { dominant } = await sharp(file).stats();
      expect(dominant.b).toBeGreaterThan(dominant.r);
    }
    expect(paint).toHaveBeenCalledWith(
      model,
      expect.objectContaining({ width: 512, height: 512 }),
      expect.objectContaining({ length: styleDim }),
    );
    expect(encodeStyle).not.toHaveBeenCalled();

    // It costs all that the client has for a minute.
    const another = { ...painted, code: 'another' };
    await expect(drawing.picture(another, 64, 'client 64')).rejects.toMatchObject({ status: 429 });
  });

  it('are refused to those who ask for too many, not to others', async () => {
    for (let i = 0; i < 12; i++) await drawing.picture({ ...preview, code: `c${i}` }, 64, 'me');
    const another = { ...preview, code: 'another' };
    await expect(drawing.picture(another, 64, 'me')).rejects.toMatchObject({ status: 429 });
    await expect(drawing.picture(another, 64, 'you')).resolves.toBeDefined();
  });

  it('are refused when too many wait', async () => {
    let go = (_: Picture[]) => {};
    generate.mockReturnValue(new Promise((resolve) => (go = resolve)));
    const asked = Array.from({ length: 5 }, (_, i) =>
      drawing.picture({ ...preview, code: `c${i}` }, 64, `client ${i}`).then(
        () => 'drawn',
        (error: SfumatoError) => error.code,
      ),
    );
    await vi.waitFor(() => expect(generate).toHaveBeenCalled());
    go([orange]);
    expect(await Promise.all(asked)).toEqual(['drawn', 'drawn', 'drawn', 'busy', 'busy']);
  });

  it('come in sensible sizes only', async () => {
    for (const size of [0, -5, 4, 1025, 64.5, Number.NaN]) {
      await expect(drawing.picture(preview, size, `client ${size}`)).rejects.toMatchObject({
        code: 'invalid-input',
      });
    }
  });

  it('can be tried again after the engine failed', async () => {
    generate.mockRejectedValueOnce(new SfumatoError('download-failed', 'No weights.'));
    await expect(drawing.picture(preview, 64, 'me')).rejects.toThrow('No weights.');
    await expect(drawing.picture(preview, 64, 'me')).resolves.toBeDefined();
  });
});

describe('previews', () => {
  it('show the picture large and say in the file that it is generated', async () => {
    const file = await drawing.preview(preview, 'me');
    const { width, height, format, xmp } = await sharp(file).metadata();
    expect({ width, height, format }).toEqual({ width: 1200, height: 630, format: 'jpeg' });
    expect(xmp!.toString()).toContain('trainedAlgorithmicMedia');
    const { data } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [...data.subarray((y * 1200 + x) * 3).subarray(0, 3)];
    pixel(300, 315).forEach((v, i) => expect(Math.abs(v - [210, 120, 30][i]!)).toBeLessThan(6));
    pixel(8, 8).forEach((v) => expect(Math.abs(v - 0xf1)).toBeLessThan(3));
    const words = data.filter((v, i) => Math.floor(i / 3) % 1200 > 640 && v < 60);
    expect(words.length).toBeGreaterThan(2000);
  });

  it('ask nobody for fonts', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    await drawing.preview(
      { ...preview, lines: [{ name: '梵高 Wasnetzow 🎨' }, { name: 'Иван Шишкин' }] },
      'me',
    );
    expect(asked.mock.calls.map(([url]) => String(url)).filter((url) => /^http/.test(url))).toEqual(
      [],
    );
    expect(printable('Čeněk “A” − 梵高ﬁ…')).toBe('Čeněk “A” − fi…');
  });
});
