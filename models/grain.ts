/**
 * Noise that is the same at the same place of a picture, whichever part of it is painted. A
 * convolution makes of a plain sky a plain sky: strokes there have to begin with something
 * (Ulyanov et al. 2016, section 3.1, feed noise for the same reason).
 */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';

import type { Origin } from './stylizer-geometry';

/** Specks of one side, in pixels, on a square of `count` × `count` that is repeated. */
interface Field {
  readonly side: number;
  readonly count: number;
  readonly specks: Float32Array;
}

/**
 * Something for every layer. The larger the specks, the later they come again, since it is
 * seen sooner; and never all at once: the counts have no common factor.
 */
const FIELDS = [
  { side: 1, count: 127 },
  { side: 2, count: 128 },
  { side: 4, count: 129 },
  { side: 8, count: 131 },
] as const;
const SEED = 1;

let fields: readonly Field[] | undefined;

/** [1, height, width, 1], over many places of mean 0 and deviation 1. */
export function grain(height: number, width: number, { left, top }: Origin): tf.Tensor4D {
  fields ??= drawFields();
  const values = new Float32Array(height * width);
  // Flat numbers, no objects: at 256 × 256 this was 4 % of what painting costs in wasm.
  const firsts = new Uint16Array(width);
  const nexts = new Uint16Array(width);
  const shares = new Float32Array(width);
  for (const field of fields) {
    for (let x = 0; x < width; x++) {
      const { first, next, share } = placeOf(field, left + x);
      firsts[x] = first;
      nexts[x] = next;
      shares[x] = share;
    }
    const line = new Float32Array(field.count);
    for (let y = 0, to = 0; y < height; y++) {
      drawLine(field, top + y, line);
      for (let x = 0; x < width; x++) {
        const share = shares[x]!;
        values[to++]! += line[firsts[x]!]! * (1 - share) + line[nexts[x]!]! * share;
      }
    }
  }
  return tf.tensor4d(values, [1, height, width, 1]);
}

/** Every field as strong as the others, so that all of them together have a deviation of 1. */
function drawFields(): Field[] {
  const random = createRandom(SEED);
  return FIELDS.map(({ side, count }) => {
    const drawn = Float32Array.from({ length: count * count }, () => random.gaussian());
    const mean = drawn.reduce((sum, v) => sum + v, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, v) => sum + (v - mean) ** 2, 0) / drawn.length);
    // Between two specks it is smoother: along both axes by the same share.
    const shares = Array.from({ length: side }, (_, at) => placeOf({ side, count }, at).share);
    const kept = shares.reduce((sum, s) => sum + (1 - s) ** 2 + s ** 2, 0) / side;
    const scale = 1 / (deviation * kept * Math.sqrt(FIELDS.length));
    return { side, count, specks: drawn.map((value) => (value - mean) * scale) };
  });
}

/** Between which specks a pixel lies, and how far from the first to the next. */
function placeOf({ side, count }: Omit<Field, 'specks'>, at: number) {
  const place = (at + 0.5) / side - 0.5;
  const before = Math.floor(place);
  const first = ((before % count) + count) % count;
  return { first, next: (first + 1) % count, share: place - before };
}

/** The specks of one line of pixels. */
function drawLine({ side, count, specks }: Field, y: number, line: Float32Array): void {
  const { first, next, share } = placeOf({ side, count }, y);
  for (let i = 0; i < count; i++) {
    line[i] = specks[first * count + i]! * (1 - share) + specks[next * count + i]! * share;
  }
}
