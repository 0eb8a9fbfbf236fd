/** A heat map in words, for those who cannot see it and for those who want to be sure. */
import type { HeatMap } from './answer';
import { enumerate } from './words';

/** Cells of a raster of three by three over the whole picture, row by row. */
const PLACES = [
  ['at the upper left', 'in the upper middle', 'at the upper right'],
  ['on the left', 'in the centre', 'on the right'],
  ['at the lower left', 'in the lower middle', 'at the lower right'],
].flat();

/** Places as strong as this, of the strongest, are named with it. */
const NAMED_FROM = 0.75;
/** Places weaker than this, of the strongest, hardly count. */
const HARDLY_BELOW = 0.2;
/** A map that nowhere reaches this says nothing. */
const SILENT_BELOW = 0.02;

/** One or two sentences: where what speaks for the artist lies, and how much of the picture it takes. */
export function heatInWords(map: HeatMap, artistName: string): string {
  const strongest = map.values.reduce((most, value) => Math.max(most, value), 0);
  if (strongest < SILENT_BELOW) {
    return `No part of this picture by itself speaks for ${artistName}.`;
  }
  const cells = cellsOf(map);
  const most = Math.max(...cells.map((cell) => cell ?? 0));
  const placesWhere = (test: (share: number) => boolean) =>
    PLACES.filter((_, i) => cells[i] !== undefined && test(cells[i] / most));
  const strong = placesWhere((share) => share >= NAMED_FROM);
  const weak = placesWhere((share) => share < HARDLY_BELOW);
  const where =
    strong.length > 5
      ? `What speaks for ${artistName} is spread over the whole picture`
      : `What speaks for ${artistName} lies mostly ${enumerate(strong)}`;
  const hardly = weak.length > 0 && weak.length <= 4 ? ` Hardly any is ${enumerate(weak)}.` : '';
  return `${where}: ${extentOf(map)}.${hardly}${unseenOf(map)}`;
}

/** The mean of each cell; undefined where nothing was judged. */
function cellsOf({ width, height, values, region }: HeatMap): (number | undefined)[] {
  const sums = new Float64Array(9);
  const counts = new Float64Array(9);
  for (let y = 0; y < height; y++) {
    const row = third(region.top + ((y + 0.5) / height) * region.height);
    for (let x = 0; x < width; x++) {
      const cell = row * 3 + third(region.left + ((x + 0.5) / width) * region.width);
      sums[cell]! += values[y * width + x]!;
      counts[cell]!++;
    }
  }
  return Array.from(sums, (sum, i) => (counts[i]! > 0 ? sum / counts[i]! : undefined));
}

const third = (place: number) => Math.min(2, Math.max(0, Math.floor(place * 3)));

function extentOf({ values }: HeatMap): string {
  const share = values.filter((value) => value >= 0.5).length / values.length;
  if (share < 0.04) return 'a small spot';
  if (share < 0.15) return 'about a tenth of it';
  if (share < 0.3) return 'about a quarter of it';
  if (share < 0.42) return 'about a third of it';
  if (share < 0.6) return 'about half of it';
  return 'most of it';
}

function unseenOf({ region }: HeatMap): string {
  if (region.width > 0.995 && region.height > 0.995) return '';
  return region.width < region.height
    ? ' The outermost left and right were not looked at.'
    : ' The outermost top and bottom were not looked at.';
}
