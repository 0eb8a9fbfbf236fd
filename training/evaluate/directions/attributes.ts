/** What can be measured of a picture without a network, to find what moves it. */
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import { toLab, type LabPicture } from './lab';

/** An attribute: what it is called, what lies at its ends, and how it is measured. */
export interface Attribute {
  readonly id: string;
  readonly name: string;
  readonly less: string;
  readonly more: string;
  readonly measure: (picture: LabPicture) => number;
}

/** Steps between neighbouring pixels above this colour difference (ΔE*ab) end a sky. */
const SKY_STEP = 9;
/** A sky begins where the upper edge has about its usual colour: no farther from the median than this (ΔE*ab). */
const SKY_RANGE = 27;
/** A horizon is looked for between these shares of the height. */
const HORIZON_RANGE = [0.12, 0.88] as const;
/** What is behind a sitter: this share of the width on either side, down to this share of the height … */
const BACKDROP = { width: 0.2, height: 0.6 } as const;
/** … and the sitter: the middle between these shares of the width. */
const SITTER_RANGE = [0.3, 0.7] as const;

export const ATTRIBUTES: readonly Attribute[] = [
  { id: 'light', name: 'Light', less: 'darker', more: 'lighter', measure: lightness },
  { id: 'warmth', name: 'Warmth', less: 'cooler', more: 'warmer', measure: warmth },
  { id: 'colour', name: 'Colour', less: 'greyer', more: 'more colourful', measure: chroma },
  { id: 'contrast', name: 'Contrast', less: 'softer', more: 'harder', measure: contrast },
  { id: 'detail', name: 'Detail', less: 'broader', more: 'more detailed', measure: detail },
  { id: 'horizon', name: 'Horizon', less: 'lower', more: 'higher', measure: horizon },
  { id: 'sky', name: 'Sky', less: 'less sky', more: 'more sky', measure: sky },
  { id: 'backdrop', name: 'Backdrop', less: 'darker', more: 'lighter', measure: backdrop },
];

/** Those of landscapes. */
export const LANDSCAPE_ATTRIBUTES: readonly string[] = ATTRIBUTES.map(({ id }) => id).filter(
  (id) => id !== 'backdrop',
);

/** @throws SfumatoError `invalid-input` for an id that is none, for one that is given twice, or for no id. */
export function attributesNamed(ids: readonly string[]): Attribute[] {
  const named = ids.map((id) => ATTRIBUTES.find((attribute) => attribute.id === id));
  if (ids.length === 0 || named.includes(undefined) || new Set(ids).size < ids.length) {
    throw new SfumatoError(
      'invalid-input',
      `Give attributes out of ${ATTRIBUTES.map(({ id }) => id).join(', ')}, each once.`,
    );
  }
  return named as Attribute[];
}

/** The values of these attributes of a picture, in their order. */
export function attributesOf(picture: Picture, attributes: readonly Attribute[]): number[] {
  const lab = toLab(picture);
  return attributes.map(({ measure }) => measure(lab));
}

/** Mean L*, 0..100. */
function lightness({ l }: LabPicture): number {
  return mean(l);
}

/** Mean of b* (blue to yellow) and half of a* (green to red), which an eye takes for warmth. */
function warmth({ a, b }: LabPicture): number {
  return mean(b) + mean(a) / 2;
}

/** Mean chroma √(a*² + b*²). */
function chroma({ a, b }: LabPicture): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.hypot(a[i]!, b[i]!);
  return sum / a.length;
}

/** Standard deviation of L*. */
function contrast({ l }: LabPicture): number {
  const middle = mean(l);
  let squares = 0;
  for (const value of l) squares += (value - middle) ** 2;
  return Math.sqrt(squares / l.length);
}

/**
 * Mean difference of L* between neighbouring pixels over the contrast, so that a stronger
 * contrast alone is no detail.
 */
function detail(picture: LabPicture): number {
  const { width, height, l } = picture;
  let sum = 0;
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const i = y * width + x;
      sum += Math.abs(l[i]! - l[i + 1]!) + Math.abs(l[i]! - l[i + width]!);
    }
  }
  return sum / (2 * (width - 1) * (height - 1)) / (contrast(picture) + 1);
}

/**
 * Height of the line that parts the rows best into two of even colour, from 0 at the lower
 * edge to 1 at the upper: the greatest variance between the parts of the rows' mean colours
 * (Otsu 1979, "A threshold selection method from gray-level histograms", for colours along
 * the height instead of a histogram).
 */
function horizon({ width, height, l, a, b }: LabPicture): number {
  const rows = Array.from({ length: height }, (_, y) =>
    [l, a, b].map((channel) => mean(channel.subarray(y * width, (y + 1) * width))),
  );
  const total = [0, 1, 2].map((c) => rows.reduce((sum, row) => sum + row[c]!, 0));
  const above = [0, 0, 0];
  let best = { y: height / 2, between: -1 };
  for (let y = 1; y < height; y++) {
    for (let c = 0; c < 3; c++) above[c]! += rows[y - 1]![c]!;
    if (y < HORIZON_RANGE[0] * height || y > HORIZON_RANGE[1] * height) continue;
    const between = above.reduce((sum, upper, c) => {
      const difference = upper / y - (total[c]! - upper) / (height - y);
      return sum + (y / height) * (1 - y / height) * difference ** 2;
    }, 0);
    if (between > best.between) best = { y, between };
  }
  return 1 - best.y / height;
}

/**
 * Share of the picture that is reached from its upper edge straight down or sideways
 * without a sudden change of colour: a sky, or a wall that looks like one.
 */
function sky({ width, height, l, a, b }: LabPicture): number {
  const reached = new Uint8Array(width * height);
  const queue: number[] = [];
  const usual = [l, a, b].map((channel) => median(channel.subarray(0, width)));
  for (let x = 0; x < width; x++) {
    const [dl, da, db] = [l, a, b].map((channel, c) => channel[x]! - usual[c]!);
    if (Math.hypot(dl!, da!, db!) > SKY_RANGE) continue;
    reached[x] = 1;
    queue.push(x);
  }
  const step = (i: number, j: number) => Math.hypot(l[i]! - l[j]!, a[i]! - a[j]!, b[i]! - b[j]!);
  const visit = (from: number, to: number) => {
    if (reached[to] || step(from, to) > SKY_STEP) return;
    reached[to] = 1;
    queue.push(to);
  };
  for (let at = 0; at < queue.length; at++) {
    const i = queue[at]!;
    const x = i % width;
    if (i + width < width * height) visit(i, i + width);
    if (x > 0) visit(i, i - 1);
    if (x + 1 < width) visit(i, i + 1);
  }
  return queue.length / (width * height);
}

/** Mean L* of what is behind a sitter, left and right of the head, less that of the sitter. */
function backdrop({ width, height, l }: LabPicture): number {
  const sum = { behind: 0, sitter: 0 };
  const count = { behind: 0, sitter: 0 };
  const side = BACKDROP.width * width;
  for (let y = 0; y < BACKDROP.height * height; y++) {
    for (let x = 0; x < width; x++) {
      const middle = x + 0.5;
      const isSitter = middle > SITTER_RANGE[0] * width && middle < SITTER_RANGE[1] * width;
      const isBehind = middle < side || middle > width - side;
      if (!isSitter && !isBehind) continue;
      const part = isSitter ? 'sitter' : 'behind';
      sum[part] += l[y * width + x]!;
      count[part]++;
    }
  }
  return sum.behind / count.behind - sum.sitter / count.sitter;
}

function median(values: Float32Array): number {
  return values.slice().sort()[values.length >> 1]!;
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
