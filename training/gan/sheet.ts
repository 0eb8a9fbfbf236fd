/** Sample sheets: the same latent vectors and classes each time, so that progress can be seen. */
import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';

import { gaussianVector } from '@/lib/latent/random';
import type { GeneratorNetwork } from '@/models/generator';
import type { Weights } from '@/models/network';

/** Pixels between the pictures of a sheet, and around them. */
export const SHEET_GAP = 2;
const GROUND = 24;

/** What one sheet shows, row by row. */
export interface SheetPlan {
  readonly columns: number;
  readonly cells: readonly {
    readonly seed: number;
    /** One number a class; empty without classes. */
    readonly classes: readonly number[];
  }[];
}

/** A row a class (the `rows` largest), a column a latent vector; without classes all cells differ. */
export function planSheet(classCount: number, rows = 8, columns = 8): SheetPlan {
  const cells = Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    if (classCount === 0) return { seed: i + 1, classes: [] };
    const chosen = Math.floor((row * classCount) / rows);
    return {
      seed: (i % columns) + 1,
      classes: Array.from({ length: classCount }, (_, k) => (k === chosen ? 1 : 0)),
    };
  });
  return { columns, cells };
}

/** Pictures of a plan, [cells, size, size, 3] in [-1, 1], drawn a few at a time. */
export function drawPlan(
  network: GeneratorNetwork,
  weights: Weights,
  latentDim: number,
  { cells }: SheetPlan,
): tf.Tensor4D {
  return tf.tidy(() => {
    const parts: tf.Tensor4D[] = [];
    for (let start = 0; start < cells.length; start += 16) {
      const chunk = cells.slice(start, start + 16);
      const z = tf.stack(chunk.map(({ seed }) => tf.tensor1d(gaussianVector(seed, latentDim))));
      const classes = chunk.map((cell) => [...cell.classes]);
      const hasClasses = chunk[0]!.classes.length > 0;
      const input = {
        z: z as tf.Tensor2D,
        ...(hasClasses ? { classes: tf.tensor2d(classes) } : {}),
      };
      parts.push(network.apply(weights, input) as tf.Tensor4D);
    }
    return tf.concat(parts);
  });
}

/** One picture from many: [count, size, size, 3] in [-1, 1] → PNG. */
export async function encodeSheet(pictures: tf.Tensor4D, columns: number): Promise<Buffer> {
  const [count, size] = pictures.shape;
  const rows = Math.ceil(count / columns);
  const cell = size + SHEET_GAP;
  const width = columns * cell + SHEET_GAP;
  const height = rows * cell + SHEET_GAP;
  const sheet = Buffer.alloc(width * height * 3, GROUND);
  const values = await pictures.data();
  for (let i = 0; i < count; i++) {
    const left = SHEET_GAP + (i % columns) * cell;
    const top = SHEET_GAP + Math.floor(i / columns) * cell;
    for (let y = 0; y < size; y++) {
      for (let k = 0; k < size * 3; k++) {
        const value = values[(i * size + y) * size * 3 + k]!;
        sheet[((top + y) * width + left) * 3 + k] = Math.round((value + 1) * 127.5);
      }
    }
  }
  return sharp(sheet, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}
