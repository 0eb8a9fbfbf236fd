import type { Picture } from './picture';

/** Writes row `y` of the enlarged picture as RGBA into `row`. */
export type RowSource = (y: number, row: Uint8ClampedArray) => void;

/**
 * Enlarges a picture smoothly, row by row: separable cubic filter of Mitchell and
 * Netravali (1988, B = C = 1/3), which shows neither blocks nor halos. The same
 * pixels on every machine, unlike a canvas, so a download and the server's
 * picture agree. Made for enlarging: shrinking would alias. For opaque pictures
 * (alpha is set to 255).
 */
export function createEnlarger(picture: Picture, width: number, height: number): RowSource {
  const columns = tapsOf(picture.width, width);
  const rows = tapsOf(picture.height, height);

  // The horizontal pass, once: floats, [source height, width, 3].
  const wide = new Float32Array(width * picture.height * 3);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < width; x++) {
      const target = (y * width + x) * 3;
      for (let k = x * TAPS; k < (x + 1) * TAPS; k++) {
        const from = (y * picture.width + columns.index[k]!) * 4;
        const weight = columns.weight[k]!;
        for (let c = 0; c < 3; c++) wide[target + c]! += weight * picture.data[from + c]!;
      }
    }
  }

  const stride = width * 3;
  return (y, row) => {
    const k = y * TAPS;
    const [w0, w1, w2, w3] = rows.weight.subarray(k, k + TAPS) as unknown as Taps;
    const [r0, r1, r2, r3] = rows.index.subarray(k, k + TAPS) as unknown as Taps;
    for (let i = 0, target = 0; i < stride; i += 3, target += 4) {
      for (let c = i; c < i + 3; c++) {
        // Uint8ClampedArray rounds and clamps.
        row[target + c - i] =
          w0 * wide[r0 * stride + c]! +
          w1 * wide[r1 * stride + c]! +
          w2 * wide[r2 * stride + c]! +
          w3 * wide[r3 * stride + c]!;
      }
      row[target + 3] = 255;
    }
  };
}

/** The whole enlarged picture; see `createEnlarger`. */
export function enlargePicture(picture: Picture, width: number, height: number): Picture {
  if (width === picture.width && height === picture.height) return picture;
  const source = createEnlarger(picture, width, height);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) source(y, data.subarray(y * width * 4, (y + 1) * width * 4));
  return { width, height, data };
}

/** Source pixels that one target pixel is made of, along one axis. */
const TAPS = 4;
type Taps = [number, number, number, number];

function tapsOf(from: number, to: number): { index: Int32Array; weight: Float32Array } {
  const index = new Int32Array(to * TAPS);
  const weight = new Float32Array(to * TAPS);
  for (let i = 0; i < to; i++) {
    const centre = ((i + 0.5) * from) / to - 0.5;
    const first = Math.floor(centre) - 1;
    for (let k = 0; k < TAPS; k++) {
      index[i * TAPS + k] = Math.min(from - 1, Math.max(0, first + k));
      weight[i * TAPS + k] = mitchell(centre - (first + k));
    }
  }
  return { index, weight };
}

/** Mitchell–Netravali with B = C = 1/3; the four taps sum to 1. */
function mitchell(offset: number): number {
  const x = Math.abs(offset);
  if (x < 1) return (7 * x ** 3 - 12 * x ** 2 + 16 / 3) / 6;
  if (x < 2) return ((-7 / 3) * x ** 3 + 12 * x ** 2 - 20 * x + 32 / 3) / 6;
  return 0;
}
