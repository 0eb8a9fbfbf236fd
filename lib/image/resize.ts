import type { Picture } from './picture';

/**
 * Enlarges a picture smoothly: separable cubic filter of Mitchell and Netravali
 * (1988, B = C = 1/3), which shows neither blocks nor halos. The same pixels on
 * every machine, unlike a canvas, so a download and the server's picture agree.
 * Made for enlarging; shrinking by more than a little would alias. Opaque
 * pictures only (alpha is set to 255).
 */
export function enlargePicture(picture: Picture, width: number, height: number): Picture {
  if (width === picture.width && height === picture.height) return picture;
  const columns = tapsOf(picture.width, width);
  const rows = tapsOf(picture.height, height);

  // Horizontal pass into floats, [source height, width, 3]; vertical pass into bytes.
  const wide = new Float32Array(width * picture.height * 3);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < width; x++) {
      const target = (y * width + x) * 3;
      for (let k = 0; k < TAPS; k++) {
        const from = (y * picture.width + columns.index[x * TAPS + k]!) * 4;
        const weight = columns.weight[x * TAPS + k]!;
        for (let c = 0; c < 3; c++) wide[target + c]! += weight * picture.data[from + c]!;
      }
    }
  }
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = 0; k < TAPS; k++) {
          const row = rows.index[y * TAPS + k]!;
          sum += rows.weight[y * TAPS + k]! * wide[(row * width + x) * 3 + c]!;
        }
        data[(y * width + x) * 4 + c] = sum; // Uint8ClampedArray rounds and clamps.
      }
    }
  }
  return { width, height, data };
}

/** Source pixels that one target pixel is made of, along one axis. */
const TAPS = 4;

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
function mitchell(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (7 * x ** 3 - 12 * x ** 2 + 16 / 3) / 6;
  if (x < 2) return ((-7 / 3) * x ** 3 + 12 * x ** 2 - 20 * x + 32 / 3) / 6;
  return 0;
}
