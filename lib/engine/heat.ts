import type { HeatMap } from '@/lib/identify/answer';

/** Numbers on a grid as a back end gave them out. */
export interface Grid {
  /** [1, height, width], or with channels [1, height, width, channels]. */
  readonly shape: readonly [number, number, number, number];
  readonly values: Float32Array;
}

/**
 * One heat map from the evidence in maps of several finenesses, finest first: brought to
 * the finest one's size, added up, without what speaks against, and 1 at the strongest
 * place. 0 everywhere where nothing speaks for the artist.
 */
export function heatOf(evidence: readonly Grid[]): Pick<HeatMap, 'width' | 'height' | 'values'> {
  const [, height, width] = evidence[0]!.shape;
  const values = new Float32Array(width * height);
  for (const grid of evidence) addEnlarged(values, width, height, grid);
  let strongest = 0;
  for (const value of values) strongest = Math.max(strongest, value);
  const scale = strongest > 0 ? 1 / strongest : 0;
  return { width, height, values: values.map((value) => Math.max(0, value * scale)) };
}

/** Adds a grid, bilinearly enlarged, its pixels' centres in place. */
function addEnlarged(
  sum: Float32Array,
  width: number,
  height: number,
  { shape: [, rows, columns], values }: Grid,
) {
  const across = taps(columns, width);
  for (let y = 0; y < height; y++) {
    const down = tapAt(y, rows, height);
    for (let x = 0; x < width; x++) {
      const { near, far, part } = across[x]!;
      const at = (row: number) =>
        values[row * columns + near]! * (1 - part) + values[row * columns + far]! * part;
      sum[y * width + x]! += at(down.near) * (1 - down.part) + at(down.far) * down.part;
    }
  }
}

const taps = (from: number, to: number) => Array.from({ length: to }, (_, i) => tapAt(i, from, to));

/** The two old places between which a new one lies, and how far it is on the way to the second. */
function tapAt(i: number, from: number, to: number) {
  const place = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
  const near = Math.floor(place);
  return { near, far: Math.min(from - 1, near + 1), part: place - near };
}
