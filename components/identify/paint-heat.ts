import type { HeatMap } from '@/lib/identify/answer';
import { enlargePicture } from '@/lib/image/resize';

/** `veil`: all that does not count fades into grey. `colour`: what counts is coloured. */
export type HeatLook = 'veil' | 'colour';

/** Longer side of the painted map, in pixels; the browser makes it as large as the picture. */
const SIDE = 256;
/** A grey that shows on dark pictures as on light ones, and tints none. */
const VEIL = 118;
/** From here on the picture stands in the clear. */
const CLEAR_FROM = 0.75;
/** Even the strongest place lets the picture through. */
const COLOUR_ALPHA = 205;
/** Dark violet through red to light yellow: lightness rises, so it reads without colour, too. */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [60, 15, 110],
  [150, 35, 110],
  [225, 70, 60],
  [250, 150, 40],
  [255, 240, 150],
];

/**
 * Paints a map over a canvas of the picture's proportions, smoothly.
 * @param aspect width by height of the whole picture
 */
export function paintHeat(
  canvas: HTMLCanvasElement,
  map: HeatMap,
  aspect: number,
  look: HeatLook,
): void {
  const width = Math.max(1, Math.round(SIDE * Math.min(1, aspect)));
  const height = Math.max(1, Math.round(SIDE / Math.max(1, aspect)));
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const values = heatAt(map, width, height);
  const image = new ImageData(width, height);
  for (let i = 0; i < values.length; i++) {
    const [red, green, blue, alpha] = look === 'veil' ? veil(values[i]!) : colour(values[i]!);
    image.data.set([red, green, blue, alpha], i * 4);
  }
  context.putImageData(image, 0, 0);
}

/** The map over the whole picture, in 0..1; 0 where nothing was judged. */
export function heatAt(map: HeatMap, width: number, height: number): Float32Array {
  const { region } = map;
  const left = Math.round(region.left * width);
  const top = Math.round(region.top * height);
  const inner = {
    width: Math.max(1, Math.min(width - left, Math.round(region.width * width))),
    height: Math.max(1, Math.min(height - top, Math.round(region.height * height))),
  };
  const grey = new Uint8ClampedArray(map.width * map.height * 4);
  for (let i = 0; i < map.values.length; i++) grey.fill(map.values[i]! * 255, i * 4, i * 4 + 4);
  const smooth = enlargePicture(
    { width: map.width, height: map.height, data: grey },
    inner.width,
    inner.height,
  );
  const values = new Float32Array(width * height);
  for (let y = 0; y < inner.height; y++) {
    for (let x = 0; x < inner.width; x++) {
      values[(top + y) * width + left + x] = smooth.data[(y * inner.width + x) * 4]! / 255;
    }
  }
  return values;
}

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

function veil(value: number): Rgba {
  return [VEIL, VEIL, VEIL, 255 * (1 - smoothstep(value / CLEAR_FROM))];
}

function colour(value: number): Rgba {
  const place = Math.min(1, Math.max(0, value)) * (COLOURS.length - 1);
  const below = Math.min(COLOURS.length - 2, Math.floor(place));
  const [from, to, share] = [COLOURS[below]!, COLOURS[below + 1]!, place - below];
  const mixed = from.map((level, i) => level + (to[i]! - level) * share);
  return [mixed[0]!, mixed[1]!, mixed[2]!, COLOUR_ALPHA * smoothstep(value * 1.25)];
}

/** Soft at both ends. */
function smoothstep(value: number): number {
  const x = Math.min(1, Math.max(0, value));
  return x * x * (3 - 2 * x);
}
