/** What lies around a picture that is no part of it: bare borders, and frames. */
import type { Working } from './working';

type Side = 'top' | 'right' | 'bottom' | 'left';
const SIDES: readonly Side[] = ['top', 'right', 'bottom', 'left'];
/** Looked at from each side, as a part of the way across. */
const REACH = 0.22;
/** Levels by which a bare line may vary, and by which it may differ from the outermost. */
const BARE_SPREAD = 7;
const BARE_STEP = 9;
/** Part of a side along which a strip must end at the same place. */
const ALONG = 0.6;
/** Levels of a step that count: a few glaring places are no edge along a side. */
const CLIPPED = 40;

/** Luma along a line that is `depth` pixels inside of a side; the corners are left out. */
function lineAt({ width, height, luma }: Working, side: Side, depth: number): Float32Array {
  const across = side === 'top' || side === 'bottom';
  const length = across ? width : height;
  const skip = Math.floor(length * 0.06);
  const line = new Float32Array(length - 2 * skip);
  const at = side === 'bottom' ? height - 1 - depth : side === 'right' ? width - 1 - depth : depth;
  const start = across ? at * width + skip : skip * width + at;
  const step = across ? 1 : width;
  for (let i = 0; i < line.length; i++) line[i] = luma[start + i * step]!;
  return line;
}

const meanOf = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
const spreadOf = (values: Float32Array, mean: number) =>
  Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);

const reachOf = ({ width, height }: Working, side: Side) =>
  Math.floor((side === 'top' || side === 'bottom' ? height : width) * REACH);

/**
 * The part of the picture, 0..1, that lies in bare strips along its sides: lines of one tone
 * (paper, passe-partout, a scanner's glass) that end with a step.
 */
export function bareBorder(picture: Working): number {
  const depth = (side: Side): number => {
    const reach = reachOf(picture, side);
    const tone = meanOf(lineAt(picture, side, 0));
    for (let at = 0; at < reach; at++) {
      const line = lineAt(picture, side, at);
      const mean = meanOf(line);
      if (spreadOf(line, mean) > BARE_SPREAD || Math.abs(mean - tone) > BARE_STEP) {
        // The strip must end along the whole side at once: a figure before a plain ground, or a
        // sky that slowly changes, is no border.
        const behind = lineAt(picture, side, Math.min(reach, at + 2));
        const other = behind.filter((v) => Math.abs(v - tone) > 2 * BARE_STEP).length;
        return other > ALONG * behind.length ? at : 0;
      }
    }
    return 0; // no end within reach: a plain ground, not a strip
  };
  const [top, right, bottom, left] = SIDES.map(depth) as [number, number, number, number];
  const inside =
    Math.max(0, picture.width - left - right) * Math.max(0, picture.height - top - bottom);
  return 1 - inside / (picture.width * picture.height);
}

/**
 * How clearly straight edges run along the sides at some depth, as a frame's do: the strongest
 * step between two lines, as a multiple of the change along lines there; of the weakest side
 * but one. Pictures without a frame stay below 1, mostly.
 */
export function framedness(picture: Working): number {
  const strengths = SIDES.map((side) => strongestLine(picture, side)).sort((a, b) => a - b);
  return Math.round(strengths[1]! * 100) / 100;
}

function strongestLine(picture: Working, side: Side): number {
  const reach = reachOf(picture, side);
  let strongest = 0;
  let texture = 0;
  let before = lineAt(picture, side, 0);
  for (let depth = 1; depth < reach; depth++) {
    const line = lineAt(picture, side, depth);
    let [step, along] = [0, 0];
    for (let i = 1; i < line.length; i++) {
      // One sign along the whole line tells an edge from texture, whose steps cancel out.
      step += Math.max(-CLIPPED, Math.min(CLIPPED, line[i]! - before[i]!));
      along += Math.abs(line[i]! - line[i - 1]!);
    }
    if (depth >= 2) strongest = Math.max(strongest, Math.abs(step) / line.length);
    texture += along / line.length;
    before = line;
  }
  return strongest / (texture / Math.max(1, reach - 1) + 1);
}
