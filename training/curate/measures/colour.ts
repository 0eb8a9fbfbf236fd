/** How colourful a picture is, and of which colours it is made. */
import { createRandom } from '@/lib/latent/random';

import type { Working } from './working';

/**
 * Colourfulness M of Hasler and Süsstrunk (2003, "Measuring colourfulness in natural images",
 * equation for M̂(3)): 0 for grey, about 15 slight, 33 moderate, 59 quite, above 82 highly.
 */
export function colourfulness({ rgb }: Pick<Working, 'rgb'>): number {
  const count = rgb.length / 3;
  let [rg, yb, rg2, yb2] = [0, 0, 0, 0];
  for (let at = 0; at < rgb.length; at += 3) {
    const a = rgb[at]! - rgb[at + 1]!;
    const b = (rgb[at]! + rgb[at + 1]!) / 2 - rgb[at + 2]!;
    rg += a;
    yb += b;
    rg2 += a * a;
    yb2 += b * b;
  }
  const [meanA, meanB] = [rg / count, yb / count];
  const spread = Math.sqrt(
    Math.max(0, rg2 / count - meanA * meanA) + Math.max(0, yb2 / count - meanB * meanB),
  );
  return spread + 0.3 * Math.hypot(meanA, meanB);
}

export interface Swatch {
  readonly rgb: readonly [number, number, number];
  /** Of the picture, 0..1. */
  readonly share: number;
}

/** Colours to look at; more would be hard to tell apart. */
const SWATCHES = 5;
const SAMPLES = 400;
const ROUNDS = 8;
/** Multiples of it, without their whole parts, spread evenly over 0..1. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Five colours and their shares, the largest first: k-means in OKLab. */
export function paletteOf({ rgb }: Pick<Working, 'rgb'>): Swatch[] {
  const count = rgb.length / 3;
  const samples: Weighted[] = [];
  for (let i = 0; i < Math.min(SAMPLES, count); i++) {
    // Steps of one length would fall on the same columns in every row.
    const at = Math.floor(((i * GOLDEN) % 1) * count) * 3;
    samples.push({ lab: toOklab(rgb[at]!, rgb[at + 1]!, rgb[at + 2]!), weight: 1 });
  }
  return clusters(samples, SWATCHES);
}

/** The palette of several pictures together. */
export function mergePalettes(palettes: readonly (readonly Swatch[])[], count: number): Swatch[] {
  const samples = palettes.flatMap((palette) =>
    palette.map(({ rgb, share }) => ({ lab: toOklab(...rgb), weight: share })),
  );
  return clusters(samples, count);
}

type Lab = readonly [number, number, number];
interface Weighted {
  readonly lab: Lab;
  readonly weight: number;
}

/** Lloyd's algorithm from the start of Arthur and Vassilvitskii (2007, k-means++), with a fixed seed. */
function clusters(samples: readonly Weighted[], count: number): Swatch[] {
  if (samples.length === 0) return [];
  const random = createRandom(1);
  let centres: Lab[] = [samples[random.integer(samples.length)]!.lab];
  while (centres.length < count) {
    const far = samples.map(({ lab, weight }) => weight * nearest(centres, lab).distance);
    let left = random.uniform() * far.reduce((sum, d) => sum + d, 0);
    const chosen = far.findIndex((d) => (left -= d) < 0);
    if (chosen < 0) break; // fewer colours than that
    centres.push(samples[chosen]!.lab);
  }
  let weights: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map(() => [0, 0, 0]);
    weights = centres.map(() => 0);
    for (const { lab, weight } of samples) {
      const { index } = nearest(centres, lab);
      weights[index]! += weight;
      lab.forEach((value, c) => (sums[index]![c]! += weight * value));
    }
    centres = sums.map((sum, i) =>
      weights[i]! > 0
        ? (sum.map((value) => value / weights[i]!) as [number, number, number])
        : centres[i]!,
    );
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return centres
    .map((lab, i) => ({
      rgb: fromOklab(lab),
      share: Math.round((weights[i]! / total) * 1e3) / 1e3,
    }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}

function nearest(centres: readonly Lab[], lab: Lab) {
  let index = 0;
  let distance = Infinity;
  for (let i = 0; i < centres.length; i++) {
    const centre = centres[i]!;
    const l = lab[0] - centre[0];
    const a = lab[1] - centre[1];
    const b = lab[2] - centre[2];
    const d = l * l + a * a + b * b;
    if (d < distance) {
      distance = d;
      index = i;
    }
  }
  return { index, distance };
}

/** sRGB 0..255 → OKLab (Ottosson 2020). */
function toOklab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Lab): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    level(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    level(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    level(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const linear = (value: number) => {
  const x = value / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
};

const level = (x: number) => {
  const value = x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
  return Math.max(0, Math.min(255, Math.round(value * 255)));
};
