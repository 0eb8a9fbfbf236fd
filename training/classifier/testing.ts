/** A collection that a small network learns in seconds, for tests. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import sharp from 'sharp';

import { createRandom } from '@/lib/latent/random';

const SIDE = 40;
const PAINTINGS = 24;
const OTHERS = 6;

/**
 * Two painters who differ in colour, six with one picture each, and a folder of
 * photographs.
 */
export async function paintCollection(folder: string) {
  await mkdir(path.join(folder, 'paintings'));
  await mkdir(path.join(folder, 'photos'));
  const random = createRandom(5);
  const paint = (name: string, [r, g, b]: readonly number[]) => {
    const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => {
      const base = [r!, g!, b!][i % 3]!;
      return Math.max(0, Math.min(255, base + 40 * random.gaussian()));
    });
    const raw = { width: SIDE, height: SIDE, channels: 3 as const };
    return sharp(pixels, { raw }).png().toFile(path.join(folder, name));
  };
  const lines = ['id,file,artist,style,genre,title,source'];
  for (let i = 0; i < PAINTINGS; i++) {
    const [artist, colour] = i % 2 ? ['anna', [200, 60, 60]] : ['bert', [60, 60, 200]];
    const title = 'abcdefghijklmnopqrstuvwx'[i]!.repeat(3);
    lines.push(`p${i},p${i}.png,${artist},${i % 3 ? 'Baroque' : ''},,${title},s${i % 4}`);
    await paint(`paintings/p${i}.png`, colour as number[]);
  }
  for (let i = 0; i < OTHERS; i++) {
    lines.push(`q${i},q${i}.png,carl${i},,,other${i},s0`);
    await paint(`paintings/q${i}.png`, [60, 200, 60]);
    await paint(`photos/${i}.png`, [128, 128, 128]);
  }
  const collection = path.join(folder, 'paintings.csv');
  await writeFile(collection, lines.join('\n'));
  return { collection, strangers: [path.join(folder, 'photos')] };
}

/** Options of a run that takes seconds. */
export const SMALL_RUN = {
  architecture: 'resnet',
  options: { depth: 18, width: 0.1, embeddingDim: 8, dropout: 0.1 },
  minimumCounts: { artist: 5, style: 3, genre: 3 },
  batchSize: 6,
  images: 36,
  sizes: [{ until: 1, size: 32 }],
  shortSide: 32,
  validateImages: 18,
  averageHalfLife: 20,
  learningRate: 3e-3,
};
