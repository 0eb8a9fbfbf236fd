/** Lines of letters: posters, pages, captions. */
import type { Working } from './working';

/** A letter stands out from what is around it by so many levels. */
const CONTRAST = 28;
/** Pixels around a place whose mean is its ground. */
const AROUND = 9;
/** Of letters, in pixels. */
const LOWEST = 4;
const HIGHEST = 44;
/** Fewer in a row are no line. */
const LINE = 6;

interface Mark {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const heightOf = ({ top, bottom }: Mark) => bottom - top + 1;
const middleOf = ({ top, bottom }: Mark) => (top + bottom) / 2;

/**
 * How many marks stand in lines as letters do: of one height, on one base, evenly near each
 * other, darker or lighter than their ground. Connected components grouped into lines, after
 * the geometry that Epshtein, Ofek and Wexler (2010, section 3.3) ask of letters.
 */
export function letterCount(picture: Working): number {
  const ground = localMeans(picture);
  const count = (sign: 1 | -1) =>
    linesOf(marksOf(picture, ground, sign)).reduce((sum, line) => sum + line.length, 0);
  return Math.max(count(1), count(-1));
}

/** Means over squares, from a summed-area table (Crow 1984). */
function localMeans({ width, height, luma }: Working): Float32Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += luma[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  const means = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - AROUND);
    const bottom = Math.min(height, y + AROUND + 1);
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - AROUND);
      const right = Math.min(width, x + AROUND + 1);
      const above = top * (width + 1);
      const below = bottom * (width + 1);
      const sum =
        sums[below + right]! - sums[above + right]! - sums[below + left]! + sums[above + left]!;
      means[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return means;
}

/** Connected places (eight neighbours) that stand out one way, of the size of letters. */
function marksOf({ width, height, luma }: Working, ground: Float32Array, sign: 1 | -1): Mark[] {
  const out = new Uint8Array(width * height);
  for (let i = 0; i < out.length; i++) {
    if (sign * (luma[i]! - ground[i]!) > CONTRAST) out[i] = 1;
  }
  const marks: Mark[] = [];
  const stack: number[] = [];
  for (let start = 0; start < out.length; start++) {
    if (out[start] !== 1) continue;
    out[start] = 2;
    stack.push(start);
    let left = width;
    let right = 0;
    let top = height;
    let bottom = 0;
    let size = 0;
    while (stack.length > 0) {
      const at = stack.pop()!;
      const x = at % width;
      const y = (at - x) / width;
      size++;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (out[next] === 1) {
            out[next] = 2;
            stack.push(next);
          }
        }
      }
    }
    const mark = { left, right, top, bottom };
    const [w, h] = [right - left + 1, heightOf(mark)];
    const filled = size / (w * h);
    if (h >= LOWEST && h <= HIGHEST && w <= 2.2 * h && w >= h / 8 && filled > 0.2 && size >= 6) {
      marks.push(mark);
    }
  }
  return marks;
}

function linesOf(marks: readonly Mark[]): Mark[][] {
  const open: Mark[][] = [];
  const lines: Mark[][] = [];
  for (const mark of [...marks].sort((a, b) => a.left - b.left)) {
    const line = open.find((candidate) => continues(candidate.at(-1)!, mark));
    if (line) line.push(mark);
    else open.push([mark]);
  }
  for (const line of open) if (line.length >= LINE && isEven(line)) lines.push(line);
  return lines;
}

function continues(last: Mark, next: Mark): boolean {
  const [a, b] = [heightOf(last), heightOf(next)];
  const gap = next.left - last.right;
  return (
    gap > -1 &&
    gap < 1.2 * Math.max(a, b) &&
    Math.max(a, b) < 1.9 * Math.min(a, b) &&
    (Math.abs(last.bottom - next.bottom) < 0.22 * Math.max(a, b) ||
      Math.abs(middleOf(last) - middleOf(next)) < 0.15 * Math.max(a, b))
  );
}

/** Letters keep to the line from its beginning to its end. */
function isEven(line: readonly Mark[]): boolean {
  const heights = line.map(heightOf).sort((a, b) => a - b);
  const height = heights[heights.length >> 1]!;
  const length = line.at(-1)!.right - line[0]!.left;
  const straight =
    Math.abs(line.at(-1)!.bottom - line[0]!.bottom) < Math.max(height, length * 0.12);
  const even = heights.filter((h) => h > 0.6 * height && h < 1.6 * height).length;
  return straight && even > 0.75 * line.length && length > 3 * height;
}
