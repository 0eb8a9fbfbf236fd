/**
 * The geometry of a network's drawing: one row a block. A map is a pile of plates, as wide
 * as its picture is large and as high as it has channels (both by their logarithm); a vector
 * is a bar. Lines lead from what is read to what reads it.
 */
import type { Block, Structure } from './structure';

export interface DrawnBlock {
  readonly name: string;
  readonly kind: 'map' | 'vector' | 'input';
  /** Middle of the row. */
  readonly y: number;
  /** Width of a plate or length of a bar. */
  readonly width: number;
  /** Plates in the pile; 0 for vectors. */
  readonly plates: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
  /** Middle of the piles. */
  readonly axis: number;
  readonly rows: readonly DrawnBlock[];
  /** From each block to the next one that reads it, down the axis. */
  readonly steps: readonly Link[];
  /** Maps that are read further down, past others: arcs on the left. */
  readonly skips: readonly Link[];
  /** Vectors that many blocks read: a rail on the right, with a branch to each. */
  readonly rails: readonly Rail[];
}

export interface Link {
  readonly from: number;
  readonly to: number;
}

export interface Rail {
  readonly name: string;
  readonly from: number;
  readonly to: readonly number[];
}

/** Distance of one plate from the one below it. */
export const PLATE_STEP = 2.5;
const WIDTH = 200;
const AXIS = 94;
const NARROWEST = 18;
const WIDEST = 124;

/** @param rowHeight in the drawing's own units, which are pixels at its natural size. */
export function drawingOf({ inputs, blocks }: Structure, rowHeight: number): Drawing {
  const largest = Math.max(2, ...blocks.map(sideOf), ...inputs.map(sideOf));
  const names = [...inputs, ...blocks].map(({ name }) => name);
  const rows = [...inputs, ...blocks].map((block, i): DrawnBlock => {
    const side = sideOf(block);
    const kind = i < inputs.length ? 'input' : side > 0 ? 'map' : 'vector';
    const share =
      side > 0 ? Math.log2(side) / Math.log2(largest) : Math.log2(1 + lengthOf(block)) / 16;
    return {
      name: block.name,
      kind,
      y: (i + 0.5) * rowHeight,
      width: NARROWEST + (WIDEST - NARROWEST) * Math.min(1, share),
      plates: side > 0 ? Math.max(1, Math.round(Math.log2(channelsOf(block)))) : 0,
    };
  });

  const readers = (name: string) =>
    blocks.flatMap((block) => (block.from.includes(name) ? [names.indexOf(block.name)] : []));
  const steps: Link[] = [];
  const skips: Link[] = [];
  const rails: Rail[] = [];
  rows.forEach(({ name, plates }, from) => {
    const to = readers(name);
    if (plates === 0 && to.length > 1) {
      rails.push({ name, from, to });
      return;
    }
    for (const reader of to) (reader === from + 1 ? steps : skips).push({ from, to: reader });
  });
  const height = rows.length * rowHeight;
  return { width: WIDTH, height, rowHeight, axis: AXIS, rows, steps, skips, rails };
}

const sideOf = (block: { output?: readonly number[]; shape?: readonly number[] }) => {
  const sides = shapeOf(block);
  return sides.length === 3 ? sides[0]! : 0;
};
const channelsOf = (block: { output?: readonly number[]; shape?: readonly number[] }) =>
  shapeOf(block).at(-1) ?? 1;
const lengthOf = channelsOf;
const shapeOf = ({ output, shape }: { output?: readonly number[]; shape?: readonly number[] }) =>
  output ?? shape ?? [];

/** A plate seen from above and in front: the corners of a parallelogram. */
export function plate(axis: number, y: number, width: number): string {
  const depth = width * 0.15;
  const lean = width * 0.09;
  const [left, right] = [axis - width / 2, axis + width / 2];
  const [top, bottom] = [y - depth / 2, y + depth / 2];
  const at = (x: number, height: number) => `${round(x)} ${round(height)}`;
  return `M${at(left + lean, top)}L${at(right + lean, top)}L${at(right - lean, bottom)}L${at(left - lean, bottom)}Z`;
}

const round = (n: number) => Math.round(n * 10) / 10;

const NAMES: Readonly<Record<string, string>> = {
  rgb: 'Colours',
  head: 'Answer',
  embedding: 'Painters as vectors',
  mix: 'Mix of painters',
};

/** `up2` → "Up 2", `side64` → "Side 64". */
export function blockLabel(name: string): string {
  if (Object.hasOwn(NAMES, name)) return NAMES[name]!;
  const words = name.replace(/([a-z])(\d)/gi, '$1 $2').replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "2 × convolution 3 × 3, upsampling" */
export function stepsInWords({ steps }: Pick<Block, 'steps'>): string {
  return steps.map(({ what, times }) => (times > 1 ? `${times} × ${what}` : what)).join(', ');
}
