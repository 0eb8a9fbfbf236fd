import type { Picture } from '@/lib/image/picture';
import { createRandom } from '@/lib/latent/random';

const WIDTH = 96;
const HEIGHT = 64;
/** Random colours are set every so many pixels, with straight transitions between them. */
const SPACING = 16;
/** Noise on top, in levels to either side. */
const NOISE = 24;

/**
 * A picture that everyone can draw: smooth transitions of colour, as of a sky, under
 * noise, as of a canvas, so that filters of every fineness have something to answer.
 * Whole numbers and exact operations only: the same levels on every machine.
 */
export function drawTestPattern(seed: number): Picture {
  const random = createRandom(seed);
  const columns = WIDTH / SPACING + 1;
  const rows = HEIGHT / SPACING + 1;
  const colours = Array.from({ length: columns * rows * 3 }, () => random.integer(256));
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    const row = Math.floor(y / SPACING);
    const down = y % SPACING;
    for (let x = 0; x < WIDTH; x++) {
      const column = Math.floor(x / SPACING);
      const across = x % SPACING;
      for (let c = 0; c < 3; c++, at++) {
        const colour = (i: number, j: number) =>
          colours[((row + i) * columns + column + j) * 3 + c]!;
        const upper = colour(0, 0) * (SPACING - across) + colour(0, 1) * across;
        const lower = colour(1, 0) * (SPACING - across) + colour(1, 1) * across;
        const smooth = (upper * (SPACING - down) + lower * down) / (SPACING * SPACING);
        const noise = random.integer(2 * NOISE + 1) - NOISE;
        // Assignment clamps.
        data[at] = Math.round(smooth) + noise;
      }
      data[at++] = 255;
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}
