/**
 * Plots as SVG that reads on light and dark ground alike: lines and text take the
 * colour of their surroundings, data the one accent.
 */

export interface Frame {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Both axes show 0 to 1. */
  readonly ticks?: readonly number[];
}

const SIZE = 420;
const MARGIN = { left: 62, right: 18, top: 40, bottom: 56 };
const WIDTH = SIZE - MARGIN.left - MARGIN.right;
const HEIGHT = SIZE - MARGIN.top - MARGIN.bottom;

const STYLE = `<style>
  svg { color: #26221d; background: #ffffff; }
  text { font: 12px system-ui, sans-serif; fill: currentColor; }
  .title { font-size: 14px; font-weight: 600; }
  .axis { stroke: currentColor; stroke-width: 1; fill: none; }
  .grid { stroke: currentColor; stroke-opacity: 0.12; }
  .guide { stroke: currentColor; stroke-opacity: 0.5; stroke-dasharray: 4 4; fill: none; }
  .line { stroke: #b4532a; stroke-width: 2; fill: none; }
  .bar { fill: #b4532a; }
  .faint { fill: #b4532a; fill-opacity: 0.25; }
  @media (prefers-color-scheme: dark) {
    svg { color: #ece6dc; background: #171513; }
    .line { stroke: #e58a5c; } .bar, .faint { fill: #e58a5c; }
  }
</style>`;

/** Place of a value 0..1 on the axes. */
export const x = (value: number) => round(MARGIN.left + value * WIDTH);
export const y = (value: number) => round(MARGIN.top + (1 - value) * HEIGHT);

/** A square plot with both axes from 0 to 1 around the given marks. */
export function plot(frame: Frame, marks: string): string {
  const ticks = frame.ticks ?? [0, 0.2, 0.4, 0.6, 0.8, 1];
  const grid = ticks.map(
    (t) =>
      `<path class="grid" d="M${x(t)} ${y(0)}V${y(1)}M${x(0)} ${y(t)}H${x(1)}"/>` +
      `<text x="${x(t)}" y="${y(0) + 18}" text-anchor="middle">${t}</text>` +
      `<text x="${x(0) - 8}" y="${y(t) + 4}" text-anchor="end">${t}</text>`,
  );
  const middle = y(0.5);
  return document(SIZE, SIZE, frame.title, [
    ...grid,
    marks,
    `<path class="axis" d="M${x(0)} ${y(1)}V${y(0)}H${x(1)}"/>`,
    `<text x="${x(0.5)}" y="${SIZE - 14}" text-anchor="middle">${escapeText(frame.xLabel)}</text>`,
    `<text x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})">${escapeText(frame.yLabel)}</text>`,
  ]);
}

/** An SVG document with a title, also for those who do not see it. */
export function document(
  width: number,
  height: number,
  title: string,
  parts: readonly string[],
): string {
  const shown = escapeText(title);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${shown}">`,
    STYLE,
    `<text class="title" x="${width / 2}" y="22" text-anchor="middle">${shown}</text>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

export const escapeText = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

export const round = (value: number) => Math.round(value * 100) / 100;
