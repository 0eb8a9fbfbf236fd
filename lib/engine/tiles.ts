/** How a picture that is too large to be painted at once is taken apart and put together. */
import type { Picture } from '@/lib/image/picture';
import type { Cut } from '@/lib/image/reduce';
import { PAINTER_REACH, PAINTER_STEP } from '@/models/stylizer-geometry';

/** Pictures of up to so many pixels are painted whole. */
export const WHOLE_PIXELS = 768 * 768;
/** Side of what is painted at once of larger ones, its border included. */
const TILE_SIDE = 768;
/** Side and number (to either side) of the patches that are measured before. */
const PATCH_SIDE = 192;
const PATCHES = 3;

/** A part of the painting: what has to be painted for it, and what of that is kept. */
export interface Tile {
  /** Of the picture. */
  readonly painted: Cut;
  /** Of the picture; lies within `painted`, as far from its sides as a pixel sees. */
  readonly kept: Cut;
}

/**
 * Tiles whose kept parts cover the picture without overlapping. Where a tile ends inside of
 * the picture, everything that a kept pixel sees is painted as well, so that with the same
 * statistics every tile is painted as the whole would be, to the last digit.
 */
export function planTiles(width: number, height: number): Tile[] {
  const rows = planLine(height);
  return rows.flatMap((row) =>
    planLine(width).map((column) => ({
      painted: {
        left: column.from,
        top: row.from,
        width: column.to - column.from,
        height: row.to - row.from,
      },
      kept: {
        left: column.keptFrom,
        top: row.keptFrom,
        width: column.keptTo - column.keptFrom,
        height: row.keptTo - row.keptFrom,
      },
    })),
  );
}

function planLine(length: number) {
  const inner = TILE_SIDE - 2 * PAINTER_REACH;
  const count = length <= TILE_SIDE ? 1 : Math.ceil(length / inner);
  // Equal parts, on the raster of the painter.
  const step = Math.ceil(length / count / PAINTER_STEP) * PAINTER_STEP;
  return Array.from({ length: count }, (_, i) => {
    const keptFrom = Math.min(length, i * step);
    const keptTo = Math.min(length, keptFrom + step);
    return {
      keptFrom,
      keptTo,
      from: Math.max(0, keptFrom - PAINTER_REACH),
      to: Math.min(length, keptTo + PAINTER_REACH),
    };
  }).filter(({ keptFrom, keptTo }) => keptTo > keptFrom);
}

/** Patches evenly from all over a picture, all of one size. */
export function planPatches(width: number, height: number): Cut[] {
  const side = (length: number) => Math.min(PATCH_SIDE, length);
  const starts = (length: number) => {
    const room = length - side(length);
    const count = room === 0 ? 1 : PATCHES;
    return Array.from({ length: count }, (_, i) => Math.round((room * (i + 0.5)) / count));
  };
  return starts(height).flatMap((top) =>
    starts(width).map((left) => ({ left, top, width: side(width), height: side(height) })),
  );
}

/** Puts the kept part of a painted tile into the whole. */
export function putIn(whole: Picture, { painted, kept }: Tile, tile: Picture): void {
  for (let y = 0; y < kept.height; y++) {
    const from = ((kept.top - painted.top + y) * tile.width + kept.left - painted.left) * 4;
    const to = ((kept.top + y) * whole.width + kept.left) * 4;
    whole.data.set(tile.data.subarray(from, from + kept.width * 4), to);
  }
}
