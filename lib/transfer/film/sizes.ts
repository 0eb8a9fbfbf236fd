/** The sizes that a film can be painted in, and what each costs. Pure. */
import { planTiles, WHOLE_PIXELS } from '@/lib/engine/tiles';

export interface FilmSize {
  readonly width: number;
  readonly height: number;
}

/** Shorter sides that are offered, besides the film's own. */
const SIDES = [180, 240, 360, 480, 720, 1080];
/** Painting beyond it takes longer than anybody waits. */
const MOST_SIDE = 1080;

/**
 * Sizes of the film's shape from small to large, the last of them its own unless that is
 * beyond 1080 pixels on the shorter side. Even, as encoders ask for it.
 */
export function filmSizes(film: FilmSize): FilmSize[] {
  const shorter = Math.min(film.width, film.height);
  const sides = [...SIDES.filter((side) => side < shorter), Math.min(shorter, MOST_SIDE)];
  return [...new Set(sides)].map((side) => ({
    width: even((film.width * side) / shorter),
    height: even((film.height * side) / shorter),
  }));
}

const even = (side: number) => Math.max(2, 2 * Math.round(side / 2));

/** Pixels that are computed for one frame: with the overlap of its tiles. */
export function paintedPixels({ width, height }: FilmSize): number {
  const tiles =
    width * height <= WHOLE_PIXELS
      ? [{ width, height }]
      : planTiles(width, height).map(({ painted }) => painted);
  return tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0);
}
