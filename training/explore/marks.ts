/** The report's plots and strips as HTML and SVG, readable by eye, keyboard and screen reader. */
import { escapeText } from '../plots/svg';
import type { Swatch } from '../curate/measures/colour';
import type { Bin, Count } from './figures';

/** Bars with names and numbers, longest first as they come; a table to whoever does not see it. */
export function barList(counts: readonly Count[], nameOf: (name: string) => string): string {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const rows = counts.map(
    ({ name, count }) =>
      `<tr><th scope="row">${escapeText(nameOf(name))}</th><td class="bar"><span style="width:${round((100 * count) / most)}%"></span></td><td class="n">${inThousands(count)}</td></tr>`,
  );
  return `<table class="bars">${rows.join('')}</table>`;
}

/** The first so many bars; the others behind a fold. */
export function foldedBars(
  counts: readonly Count[],
  shown: number,
  nameOf: (name: string) => string,
): string {
  const rest = counts.slice(shown);
  const fold =
    rest.length > 0
      ? `<details><summary>${rest.length} more</summary>${barList(rest, nameOf)}</details>`
      : '';
  return barList(counts.slice(0, shown), nameOf) + fold;
}

const WIDTH = 640;
const HEIGHT = 190;
const BASE = 160;

/** Columns beside each other, each with its range below and its number in the tooltip. */
export function histogram(
  bins: readonly Bin[],
  label: string,
  format: (edge: number) => string,
): string {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const step = WIDTH / bins.length;
  // Not every edge has room for its number.
  const every = Math.ceil(bins.length / 13);
  const columns = bins.map(({ from, to, count }, i) => {
    const height = (count / most) * (BASE - 14);
    const range = to === Infinity ? `${format(from)} and more` : `${format(from)} to ${format(to)}`;
    const edge =
      i % every === 0
        ? `<text x="${round(i * step)}" y="${BASE + 18}" text-anchor="${i === 0 ? 'start' : 'middle'}">${format(from)}</text>`
        : '';
    return `<g><title>${range}: ${inThousands(count)}</title><rect class="fill" x="${round(i * step + 1)}" y="${round(BASE - height)}" width="${round(step - 2)}" height="${round(height)}" rx="2"/></g>${edge}`;
  });
  const said = bins.map(({ from, count }) => `from ${format(from)} ${count}`).join(', ');
  return `<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeText(`${label}: ${said}`)}">${columns.join('')}<path class="axis" d="M0 ${BASE}H${WIDTH}"/></svg>`;
}

/** Colours as wide as their share. */
export function swatches(palette: readonly Swatch[]): string {
  const parts = palette.map(({ rgb, share }) => {
    const hex = `#${rgb.map((level) => level.toString(16).padStart(2, '0')).join('')}`;
    return `<span style="background:${hex};flex-grow:${share}" title="${hex}, ${Math.round(share * 100)} %"></span>`;
  });
  return `<div class="swatches">${parts.join('')}</div>`;
}

export const inThousands = (count: number) => count.toLocaleString('en-GB');
const round = (value: number) => Math.round(value * 10) / 10;
