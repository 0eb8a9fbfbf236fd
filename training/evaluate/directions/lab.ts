import type { Picture } from '@/lib/image/picture';

/** A picture in CIELAB (CIE 15:2004, section 8.2.1), white D65; L* 0..100. */
export interface LabPicture {
  readonly width: number;
  readonly height: number;
  readonly l: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** sRGB to linear light (IEC 61966-2-1), for each of 256 levels. */
const LINEAR = Float64Array.from({ length: 256 }, (_, level) => {
  const c = level / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
});
/** Rows: X, Y, Z of D65 white for linear R, G, B. */
const TO_XYZ = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
] as const;
const WHITE = TO_XYZ.map(([r, g, b]) => r + g + b);

/** @param picture sRGB, opaque. */
export function toLab({ width, height, data }: Picture): LabPicture {
  const count = width * height;
  const [l, a, b] = [0, 1, 2].map(() => new Float32Array(count)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let i = 0; i < count; i++) {
    const [red, green, blue] = [0, 1, 2].map((c) => LINEAR[data[i * 4 + c]!]!) as [
      number,
      number,
      number,
    ];
    const [x, y, z] = TO_XYZ.map((row, k) =>
      compressed((row[0] * red + row[1] * green + row[2] * blue) / WHITE[k]!),
    ) as [number, number, number];
    l[i] = 116 * y - 16;
    a[i] = 500 * (x - y);
    b[i] = 200 * (y - z);
  }
  return { width, height, l, a, b };
}

function compressed(share: number): number {
  return share > (6 / 29) ** 3 ? Math.cbrt(share) : share / (3 * (6 / 29) ** 2) + 4 / 29;
}
