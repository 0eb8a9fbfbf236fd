/** Turns the next row of pixels into its filtered form; rows come from top to bottom. */
export type RowFilter = (rgba: ArrayLike<number>, at: number) => Uint8Array;

const FILTERS = 5;

/**
 * Filters the rows of a picture of `width` pixels for compression: a byte with
 * the filter's number, then the differences. `channels` is 3 (RGB) or 4 (RGBA).
 * A call takes the RGBA row that begins at index `at` and returns a buffer that
 * the next call overwrites. Source: PNG Specification, sections 9 and 12.7; of
 * the five filters, the one with the least sum of absolute differences is taken.
 */
export function createRowFilter(width: number, channels: 3 | 4): RowFilter {
  const stride = width * channels;
  // Padded by one pixel of zeros on the left, so that every byte has a left neighbour.
  let above = new Uint8Array(channels + stride);
  let row = new Uint8Array(channels + stride);
  const candidates = Array.from({ length: FILTERS }, (_, filter) => {
    const candidate = new Uint8Array(1 + stride);
    candidate[0] = filter;
    return candidate;
  });
  const [none, sub, up, average, paethed] = candidates as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const costs = new Float64Array(FILTERS);

  return (rgba, at) => {
    for (let x = 0, i = channels; x < width; x++, i += channels) {
      for (let c = 0; c < channels; c++) row[i + c] = rgba[at + x * 4 + c]!;
    }
    let [cost0, cost1, cost2, cost3, cost4] = [0, 0, 0, 0, 0];
    for (let i = 0; i < stride; i++) {
      const value = row[i + channels]!;
      const left = row[i]!;
      const upper = above[i + channels]!;
      const upperLeft = above[i]!;
      cost0 += distance((none[i + 1] = value));
      cost1 += distance((sub[i + 1] = (value - left) & 255));
      cost2 += distance((up[i + 1] = (value - upper) & 255));
      cost3 += distance((average[i + 1] = (value - ((left + upper) >> 1)) & 255));
      cost4 += distance((paethed[i + 1] = (value - paeth(left, upper, upperLeft)) & 255));
    }
    costs.set([cost0, cost1, cost2, cost3, cost4]);
    [above, row] = [row, above];
    return candidates[costs.indexOf(Math.min(...costs))]!;
  };
}

/** A difference is a byte that wraps around: 255 is −1. */
function distance(difference: number): number {
  return difference < 128 ? difference : 256 - difference;
}

/** The neighbour that is closest to left + upper − upper left. */
function paeth(left: number, upper: number, upperLeft: number): number {
  const estimate = left + upper - upperLeft;
  const toLeft = Math.abs(estimate - left);
  const toUpper = Math.abs(estimate - upper);
  const toUpperLeft = Math.abs(estimate - upperLeft);
  if (toLeft <= toUpper && toLeft <= toUpperLeft) return left;
  return toUpper <= toUpperLeft ? upper : upperLeft;
}
