/** From a picture of any size to the numbers that a classifier looks at. */
import type { Picture } from './picture';
import { enlargePicture } from './resize';

/** A part of a picture, in its pixels. */
export interface Cut {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Colours of a picture without alpha, in levels of 0..255 that need not be whole. */
export interface Levels {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3]: R G B. */
  readonly data: Float32Array<ArrayBuffer>;
}

/** The middle of a picture, where its sides are at most `maxAspect` to 1. */
export function centreCut(width: number, height: number, maxAspect: number): Cut {
  const limit = (side: number, other: number) =>
    Math.min(side, Math.max(1, Math.round(other * maxAspect)));
  const cut = { width: limit(width, height), height: limit(height, width) };
  const before = (whole: number, kept: number) => Math.floor((whole - kept) / 2);
  return { left: before(width, cut.width), top: before(height, cut.height), ...cut };
}

/**
 * A size of about the same shape whose shorter side is `shortSide` pixels and whose
 * longer one is that and a multiple of `step` more.
 */
export function sizeFor({ width, height }: Cut, shortSide: number, step: number) {
  const scale = shortSide / Math.min(width, height);
  const side = (old: number) => shortSide + Math.round((old * scale - shortSide) / step) * step;
  return { width: side(width), height: side(height) };
}

/** A picture's size with another longer side. */
export function sizeWith({ width, height }: Pick<Picture, 'width' | 'height'>, side: number) {
  const scale = side / Math.max(width, height);
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}

/**
 * A part of an opaque picture in another size: means over the areas that the new pixels
 * cover where it gets smaller, smoothly enlarged where it does not. In sRGB, as picture
 * editors and training do it.
 */
export function resizeCut(picture: Picture, cut: Cut, width: number, height: number): Levels {
  if (width > cut.width || height > cut.height) {
    return levelsOf(enlargePicture(cutOut(picture, cut), width, height));
  }
  return areaMeans(picture, cut, width, height);
}

/**
 * Each new pixel covers cut.width/width × cut.height/height old ones, some of them in part:
 * their mean, weighted by the part. Rows are added up first, then columns of the sums.
 */
function areaMeans(picture: Picture, cut: Cut, width: number, height: number): Levels {
  const columns = coverage(cut.width, width);
  const rows = coverage(cut.height, height);
  const data = new Float32Array(width * height * 3);
  const sums = new Float32Array(width * 3);
  const stride = picture.width * 4;
  for (let y = 0; y < height; y++) {
    const target = data.subarray(y * width * 3, (y + 1) * width * 3);
    const { first, last } = rows;
    for (let row = first[y]!; row <= last[y]!; row++) {
      addUpRow(picture.data, (cut.top + row) * stride + cut.left * 4, columns, sums);
      const weight = weightAt(rows, y, row);
      for (let i = 0; i < sums.length; i++) target[i]! += weight * sums[i]!;
    }
  }
  const area = (cut.width / width) * (cut.height / height);
  for (let i = 0; i < data.length; i++) data[i]! /= area;
  return { width, height, data };
}

/** Which old pixels a new one covers along one axis, and how much of the first and the last. */
interface Coverage {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly firstWeight: Float64Array;
  readonly lastWeight: Float64Array;
}

function coverage(from: number, to: number): Coverage {
  const first = new Int32Array(to);
  const last = new Int32Array(to);
  const firstWeight = new Float64Array(to);
  const lastWeight = new Float64Array(to);
  for (let i = 0; i < to; i++) {
    // Whole numbers over `to`, so that nothing is lost to rounding.
    const start = i * from;
    const end = start + from;
    first[i] = Math.floor(start / to);
    last[i] = Math.ceil(end / to) - 1;
    firstWeight[i] = (Math.min(end, (first[i]! + 1) * to) - start) / to;
    lastWeight[i] = last[i] === first[i] ? 0 : (end - last[i]! * to) / to;
  }
  return { first, last, firstWeight, lastWeight };
}

function weightAt({ first, last, firstWeight, lastWeight }: Coverage, i: number, at: number) {
  if (at === first[i]) return firstWeight[i]!;
  return at === last[i] ? lastWeight[i]! : 1;
}

/** The weighted sums of one old row, R G B for each new column, into `sums`. */
function addUpRow(
  data: Uint8ClampedArray,
  start: number,
  { first, last, firstWeight, lastWeight }: Coverage,
  sums: Float32Array,
) {
  for (let x = 0, to = 0; to < sums.length; x++, to += 3) {
    const end = start + last[x]! * 4;
    let at = start + first[x]! * 4;
    let weight = firstWeight[x]!;
    let red = weight * data[at]!;
    let green = weight * data[at + 1]!;
    let blue = weight * data[at + 2]!;
    let wholeRed = 0;
    let wholeGreen = 0;
    let wholeBlue = 0;
    for (at += 4; at < end; at += 4) {
      wholeRed += data[at]!;
      wholeGreen += data[at + 1]!;
      wholeBlue += data[at + 2]!;
    }
    weight = lastWeight[x]!;
    if (weight > 0) {
      red += weight * data[end]!;
      green += weight * data[end + 1]!;
      blue += weight * data[end + 2]!;
    }
    sums[to] = red + wholeRed;
    sums[to + 1] = green + wholeGreen;
    sums[to + 2] = blue + wholeBlue;
  }
}

/** A part of a picture as a picture; the picture itself where that is all of it. */
export function cutOut(picture: Picture, { left, top, width, height }: Cut): Picture {
  if (width === picture.width && height === picture.height) return picture;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * picture.width + left) * 4;
    data.set(picture.data.subarray(start, start + width * 4), y * width * 4);
  }
  return { width, height, data };
}

/** An opaque picture in another size, as `resizeCut` makes it. */
export function inSize(picture: Picture, width: number, height: number): Picture {
  if (width === picture.width && height === picture.height) return picture;
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  return toPicture(resizeCut(picture, whole, width, height));
}

/** Levels as an opaque picture, rounded. */
export function toPicture({ width, height, data: levels }: Levels): Picture {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < levels.length; from += 3, to += 4) {
    data[to] = levels[from]!;
    data[to + 1] = levels[from + 1]!;
    data[to + 2] = levels[from + 2]!;
  }
  return { width, height, data };
}

function levelsOf({ width, height, data }: Picture): Levels {
  const levels = new Float32Array(width * height * 3);
  for (let from = 0, to = 0; to < levels.length; from += 4, to += 3) {
    levels[to] = data[from]!;
    levels[to + 1] = data[from + 1]!;
    levels[to + 2] = data[from + 2]!;
  }
  return { width, height, data: levels };
}
