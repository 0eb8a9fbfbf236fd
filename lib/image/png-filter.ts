import type { Picture } from './picture';

/**
 * Scanlines of a picture in PNG's filtered form, ready for compression: per row
 * one byte with the filter's number, then the differences. `channels` is 3 (RGB)
 * or 4 (RGBA). Source: PNG Specification, sections 9 and 12.7; the choice of
 * filter is the minimum sum of absolute differences that 12.7 recommends.
 */
export function filterScanlines(picture: Picture, channels: 3 | 4): Uint8Array {
  const { width, height } = picture;
  const stride = width * channels;
  const filtered = new Uint8Array((stride + 1) * height);
  const candidate = new Uint8Array(stride);
  let above = new Uint8Array(stride);
  let row = new Uint8Array(stride);

  for (let y = 0; y < height; y++) {
    packRow(picture, y, channels, row);
    const target = filtered.subarray(y * (stride + 1), (y + 1) * (stride + 1));
    let best = Infinity;
    for (const [filter, predict] of PREDICTORS.entries()) {
      let cost = 0;
      for (let i = 0; i < stride; i++) {
        const left = i >= channels ? row[i - channels]! : 0;
        const upperLeft = i >= channels ? above[i - channels]! : 0;
        const difference = (row[i]! - predict(left, above[i]!, upperLeft)) & 0xff;
        candidate[i] = difference;
        cost += difference < 128 ? difference : 256 - difference;
      }
      if (cost < best) {
        best = cost;
        target[0] = filter;
        target.set(candidate, 1);
      }
    }
    [above, row] = [row, above];
  }
  return filtered;
}

/** A pixel's byte predicted from the ones left, above and upper left of it. */
type Predictor = (left: number, above: number, upperLeft: number) => number;

/** By filter number: none, sub, up, average, Paeth. */
const PREDICTORS: readonly Predictor[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

function paeth(left: number, above: number, upperLeft: number): number {
  const estimate = left + above - upperLeft;
  const toLeft = Math.abs(estimate - left);
  const toAbove = Math.abs(estimate - above);
  const toUpperLeft = Math.abs(estimate - upperLeft);
  if (toLeft <= toAbove && toLeft <= toUpperLeft) return left;
  return toAbove <= toUpperLeft ? above : upperLeft;
}

function packRow({ width, data }: Picture, y: number, channels: 3 | 4, row: Uint8Array): void {
  let from = y * width * 4;
  for (let i = 0; i < row.length; i += channels, from += 4) {
    row[i] = data[from]!;
    row[i + 1] = data[from + 1]!;
    row[i + 2] = data[from + 2]!;
    if (channels === 4) row[i + 3] = data[from + 3]!;
  }
}
