/** Frames for tests: landscapes of a few soft shapes, made from numbers. */
import type { Picture } from '@/lib/image/picture';

export interface Scene {
  /** Another number, another place. */
  readonly seed: number;
  /** How far the camera has turned, in widths of the picture. */
  readonly turned?: number;
  /** Factor on all levels. */
  readonly light?: number;
}

/** A frame of a scene; the same numbers give the same frame. */
export function frameOf({ seed, turned = 0, light = 1 }: Scene, width = 96, height = 54): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  const tone = (k: number) => 0.5 + 0.5 * Math.sin(seed * 12.9898 + k * 78.233);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / width + turned;
      const v = y / height;
      const hill = 0.5 + 0.2 * Math.sin(6 * u + seed) + 0.1 * Math.sin(17 * u + 3 * seed);
      const isSky = v < hill;
      const tree = Math.sin(40 * u + seed * 7) > 0.6 && v > hill - 0.1 ? 0.5 : 1;
      const at = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const base = isSky ? 120 + 130 * tone(c) : 20 + 120 * tone(c + 5);
        data[at + c] = light * tree * (base - 40 * v);
      }
      data[at + 3] = 255;
    }
  }
  return { width, height, data };
}
