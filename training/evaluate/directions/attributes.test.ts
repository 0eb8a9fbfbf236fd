import { describe, expect, it } from 'vitest';

import type { Picture } from '@/lib/image/picture';

import { attributesNamed, attributesOf } from './attributes';
import { toLab } from './lab';

type Colour = readonly [number, number, number];

function paint(width: number, height: number, colour: (x: number, y: number) => Colour): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...colour(x, y), 255], (y * width + x) * 4);
  }
  return { width, height, data };
}

const value = (picture: Picture, id: string) => attributesOf(picture, attributesNamed([id]))[0]!;

const BLUE: Colour = [110, 150, 200];
const OCHRE: Colour = [150, 120, 60];
/** Sky over land; `share` of the height is sky. */
const landscape = (share: number, sky = BLUE, land = OCHRE) =>
  paint(40, 40, (_, y) => (y < share * 40 ? sky : land));

describe('CIELAB', () => {
  it('has the published values of the primaries', () => {
    const of = (colour: Colour) => {
      const { l, a, b } = toLab(paint(1, 1, () => colour));
      return [l[0]!, a[0]!, b[0]!];
    };
    // Lindbloom's calculator, sRGB and D65.
    const known: [Colour, number[]][] = [
      [
        [255, 255, 255],
        [100, 0, 0],
      ],
      [
        [255, 0, 0],
        [53.24, 80.09, 67.2],
      ],
      [
        [0, 0, 255],
        [32.3, 79.19, -107.86],
      ],
      [
        [10, 10, 10],
        [2.74, 0, 0],
      ],
    ];
    for (const [colour, expected] of known) {
      of(colour).forEach((x, i) => expect(x).toBeCloseTo(expected[i]!, 1));
    }
  });
});

describe('attributes', () => {
  it('follow what an eye would say', () => {
    const grey = paint(16, 16, () => [128, 128, 128]);
    const light = paint(16, 16, () => [200, 200, 200]);
    const warm = paint(16, 16, () => [200, 130, 60]);
    const cold = paint(16, 16, () => [60, 130, 200]);
    expect(value(light, 'light')).toBeGreaterThan(value(grey, 'light'));
    expect(value(warm, 'warmth')).toBeGreaterThan(20);
    expect(value(cold, 'warmth')).toBeLessThan(-20);
    expect(value(grey, 'colour')).toBeCloseTo(0, 1);
    expect(value(warm, 'colour')).toBeGreaterThan(30);
    expect(value(grey, 'contrast')).toBeCloseTo(0, 3);
  });

  it('take detail for what is fine, not for what is strong', () => {
    const stripes = (period: number, low: number, high: number) =>
      paint(32, 32, (x) => (Math.floor(x / period) % 2 ? [high, high, high] : [low, low, low]));
    expect(value(stripes(1, 90, 160), 'detail')).toBeGreaterThan(
      2 * value(stripes(8, 90, 160), 'detail'),
    );
    const [faint, strong] = [stripes(2, 110, 140), stripes(2, 20, 230)];
    expect(value(strong, 'contrast')).toBeGreaterThan(4 * value(faint, 'contrast'));
    expect(value(strong, 'detail') / value(faint, 'detail')).toBeLessThan(1.3);
  });

  it('find the horizon, and the sky above it', () => {
    for (const share of [0.25, 0.5, 0.75]) {
      expect(value(landscape(share), 'horizon')).toBeCloseTo(1 - share, 5);
      expect(value(landscape(share), 'sky')).toBeCloseTo(share, 5);
    }
  });

  it('let a sky fade softly, and end at a hard edge', () => {
    const fading = paint(40, 40, (_, y) => [120 + 3 * y, 150 + 2 * y, 220]);
    expect(value(fading, 'sky')).toBe(1);
    // A tower before the sky is no sky, and what is behind it is.
    const tower = paint(40, 40, (x, y) => (y >= 20 || (x > 16 && x < 22) ? OCHRE : BLUE));
    const sky = value(tower, 'sky');
    expect(sky).toBeLessThan(0.5);
    expect(sky).toBeGreaterThan(0.4);
  });

  it('compare what is behind a sitter with the sitter', () => {
    const sitter = (behind: Colour, skin: Colour) =>
      paint(40, 40, (x, y) => (x >= 12 && x < 28 && y >= 8 ? skin : behind));
    const [pale, dark]: Colour[] = [
      [210, 180, 160],
      [40, 30, 25],
    ];
    expect(value(sitter(dark!, pale!), 'backdrop')).toBeLessThan(-20);
    expect(value(sitter(pale!, dark!), 'backdrop')).toBeGreaterThan(20);
    expect(value(sitter(pale!, pale!), 'backdrop')).toBe(0);
  });

  it('are named by ids that there are, each once', () => {
    expect(attributesNamed(['sky', 'light']).map(({ id }) => id)).toEqual(['sky', 'light']);
    for (const ids of [[], ['water'], ['light', 'light']]) {
      expect(() => attributesNamed(ids)).toThrow(/out of light, warmth/);
    }
  });
});
