/** Pictures as numbers, so that two of them can be compared. */
import { expect, type Locator } from '@playwright/test';
import sharp from 'sharp';

/** The picture as the mean colours of a coarse raster: R G B of each cell, 0 to 255. */
export type Raster = readonly number[];

const CELLS = 16;

/** Mean difference in levels up to which two pictures are the same: another back end, other scaling. */
export const SAME = 2;
/** Mean difference from which anybody sees that a picture is another one. */
export const OTHER = 3;

export async function rasterOf(image: Buffer): Promise<Raster> {
  const { data, info } = await sharp(image)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const sums = new Float64Array(CELLS * CELLS * 3);
  const counts = new Float64Array(CELLS * CELLS * 3);
  for (let i = 0; i < data.length; i++) {
    const x = Math.floor(i / 3) % info.width;
    const y = Math.floor(i / 3 / info.width);
    const row = Math.floor((y * CELLS) / info.height);
    const cell = (row * CELLS + Math.floor((x * CELLS) / info.width)) * 3 + (i % 3);
    sums[cell]! += data[i]!;
    counts[cell]!++;
  }
  return Array.from(sums, (sum, cell) => sum / counts[cell]!);
}

/** What stands on a canvas now. */
export async function rasterOn(canvas: Locator): Promise<Raster> {
  const url = await canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
  return rasterOf(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

/** Mean absolute difference in levels. */
export function distance(a: Raster, b: Raster): number {
  return a.reduce((sum, level, i) => sum + Math.abs(level - b[i]!), 0) / a.length;
}

export function expectSame(a: Raster, b: Raster): void {
  expect(distance(a, b)).toBeLessThanOrEqual(SAME);
}

/** Fails for an empty canvas and for one of a single colour. */
export function expectPicture(raster: Raster): void {
  const mean = raster.reduce((sum, level) => sum + level, 0) / raster.length;
  const spread = raster.reduce((sum, level) => sum + Math.abs(level - mean), 0) / raster.length;
  expect(spread, 'the picture is of one colour').toBeGreaterThan(6);
}
