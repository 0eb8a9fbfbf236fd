/** A perceptual hash: 64 bits that stay nearly the same when a picture is resized or recompressed. */
import type { Working } from './working';

const SIDE = 32;
const KEPT = 8;

/** cos((2x + 1) k π / 2N), [KEPT, SIDE]. */
const COSINES = Float64Array.from({ length: KEPT * SIDE }, (_, i) =>
  Math.cos(((2 * (i % SIDE) + 1) * Math.floor(i / SIDE) * Math.PI) / (2 * SIDE)),
);

/**
 * The signs of the 8 × 8 lowest frequencies about their median (Zauner 2010, "Implementation
 * and benchmarking of perceptual image hash functions", section 3.2.1), as 16 hexadecimal
 * digits.
 */
export function perceptualHash({ width, height, luma }: Working): string {
  const small = shrink(luma, width, height);
  const rows = new Float64Array(SIDE * KEPT);
  for (let y = 0; y < SIDE; y++) {
    for (let k = 0; k < KEPT; k++) {
      let sum = 0;
      for (let x = 0; x < SIDE; x++) sum += small[y * SIDE + x]! * COSINES[k * SIDE + x]!;
      rows[y * KEPT + k] = sum;
    }
  }
  const frequencies: number[] = [];
  for (let v = 0; v < KEPT; v++) {
    for (let u = 0; u < KEPT; u++) {
      let sum = 0;
      for (let y = 0; y < SIDE; y++) sum += rows[y * KEPT + u]! * COSINES[v * SIDE + y]!;
      frequencies.push(sum);
    }
  }
  // The first is the mean brightness, far from all others.
  const sorted = frequencies.slice(1).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  let hex = '';
  for (let i = 0; i < 64; i += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit++) digit = digit * 2 + (frequencies[i + bit]! > median ? 1 : 0);
    hex += digit.toString(16);
  }
  return hex;
}

/** Means over 32 × 32 fields, whatever the shape. */
function shrink(luma: Float32Array, width: number, height: number): Float64Array {
  const small = new Float64Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    const top = Math.floor((y * height) / SIDE);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / SIDE));
    for (let x = 0; x < SIDE; x++) {
      const left = Math.floor((x * width) / SIDE);
      const right = Math.max(left + 1, Math.floor(((x + 1) * width) / SIDE));
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += luma[row * width + column]!;
      }
      small[y * SIDE + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return small;
}

/** Pairs whose hashes differ in at most so many of the 64 bits: each index with later ones. */
export function* alikeHashes(hashes: readonly string[], most: number): Generator<[number, number]> {
  const high = Uint32Array.from(hashes, (hash) => Number.parseInt(hash.slice(0, 8), 16));
  const low = Uint32Array.from(hashes, (hash) => Number.parseInt(hash.slice(8), 16));
  for (let i = 0; i < hashes.length; i++) {
    const [a, b] = [high[i]!, low[i]!];
    for (let j = i + 1; j < hashes.length; j++) {
      if (bits(a ^ high[j]!) + bits(b ^ low[j]!) <= most) yield [i, j];
    }
  }
}

/** How many bits of 32 are set (Warren, Hacker's Delight, section 5–1). */
function bits(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
