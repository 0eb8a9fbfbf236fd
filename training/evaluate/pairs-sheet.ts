/** Generated pictures beside the training pictures they are nearest to, to be looked at. */
import sharp from 'sharp';

import type { Picture } from '@/lib/image/picture';
import { enlargePicture } from '@/lib/image/resize';

import { pixelsOf, type RealPictures } from './real';

export const SHEET_PAIRS = 24;
const COLUMNS = 4;
const GAP = 12;
const GROUND = { r: 24, g: 24, b: 24 };

/** PNG: pairs row by row, the nearest first; left the generated picture, right the training picture. */
export async function encodePairs(
  pairs: readonly { readonly generated: Picture; readonly training: number }[],
  real: RealPictures,
): Promise<Buffer> {
  const { size } = real;
  const cell = { width: 2 * size + GAP, height: size + GAP };
  const layers = pairs.flatMap(({ generated, training }, i) => {
    const left = GAP + (i % COLUMNS) * cell.width;
    const top = GAP + Math.floor(i / COLUMNS) * cell.height;
    const fitted = generated.width < size ? enlargePicture(generated, size, size) : generated;
    const rgba = { width: fitted.width, height: fitted.height, channels: 4 as const };
    const rgb = { width: size, height: size, channels: 3 as const };
    return [
      { pixels: Buffer.from(fitted.data), raw: rgba, left, top },
      { pixels: Buffer.from(pixelsOf(real, training)), raw: rgb, left: left + size, top },
    ];
  });
  return sharp({
    create: {
      width: GAP + COLUMNS * cell.width,
      height: GAP + Math.ceil(pairs.length / COLUMNS) * cell.height,
      ...{ channels: 3 as const, background: GROUND },
    },
  })
    .composite(
      await Promise.all(
        layers.map(async ({ pixels, raw, left, top }) => ({
          input: await sharp(pixels, { raw }).resize(size, size).png().toBuffer(),
          ...{ left, top },
        })),
      ),
    )
    .png({ compressionLevel: 9 })
    .toBuffer();
}
