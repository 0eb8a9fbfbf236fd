/** The plots of a classifier's evaluation. */
import type { ReliabilityBin } from '../metrics/calibration';
import type { RocPoint } from '../metrics/detection';
import { document, escapeText, plot, round, x, y } from './svg';

/** How often answers of each probability are right; bars of few pictures are faint. */
export function reliabilityPlot(title: string, bins: readonly ReliabilityBin[]): string {
  const width = 1 / bins.length;
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const bars = bins.flatMap(({ count, accuracy }, i) => {
    if (count === 0) return [];
    const kind = count < total / 100 ? 'faint' : 'bar';
    const [left, top] = [x(i * width), y(accuracy)];
    return [
      `<rect class="${kind}" x="${round(left + 1)}" y="${top}" width="${round(x((i + 1) * width) - left - 2)}" height="${round(y(0) - top)}"><title>${count} pictures</title></rect>`,
    ];
  });
  const diagonal = `<path class="guide" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>`;
  const frame = { title, xLabel: 'Probability given', yLabel: 'Share that was right' };
  return plot(frame, [...bars, diagonal].join('\n'));
}

export function rocPlot(title: string, curves: ReadonlyMap<string, readonly RocPoint[]>): string {
  const dashes = ['none', '7 4', '2 3', '9 3 2 3'];
  const lines = [...curves].map(([name, points], i) => {
    const path = points.map((p) => `${x(p.falsePositives)} ${y(p.truePositives)}`).join('L');
    const at = { x: x(0.36), y: y(0.06 + 0.07 * i) };
    return (
      `<path class="line" stroke-dasharray="${dashes[i % dashes.length]}" d="M${path}"/>` +
      `<path class="line" stroke-dasharray="${dashes[i % dashes.length]}" d="M${at.x} ${at.y}h34"/>` +
      `<text x="${at.x + 42}" y="${at.y + 4}">${escapeText(name)}</text>`
    );
  });
  const diagonal = `<path class="guide" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>`;
  const frame = {
    title,
    xLabel: 'Paintings by the artists, wrongly sent away',
    yLabel: 'Others, rightly sent away',
  };
  return plot(frame, [diagonal, ...lines].join('\n'));
}

const CELL = 7;
const LABELS = 150;

/** Rows are true classes, columns what they were taken for; the darker, the larger the share of the row. */
export function confusionPlot(
  title: string,
  names: readonly string[],
  matrix: readonly (readonly number[])[],
): string {
  const top = 40;
  const size = names.length * CELL;
  const cells = matrix.flatMap((row, r) => {
    const total = row.reduce((sum, n) => sum + n, 0);
    return row.flatMap((count, c) => {
      if (count === 0) return [];
      const caption = `${names[r]}, taken for ${names[c]}: ${count} of ${total}`;
      return [
        `<rect class="bar" x="${LABELS + c * CELL}" y="${top + r * CELL}" width="${CELL}" height="${CELL}" fill-opacity="${round(Math.max(0.12, count / total))}"><title>${escapeText(caption)}</title></rect>`,
      ];
    });
  });
  const labels = names.map(
    (name, i) =>
      `<text x="${LABELS - 4}" y="${top + (i + 0.85) * CELL}" text-anchor="end" style="font-size:6.5px">${escapeText(name)}</text>`,
  );
  const border = `<rect class="axis" x="${LABELS}" y="${top}" width="${size}" height="${size}"/>`;
  return document(LABELS + size + 12, top + size + 12, title, [...cells, ...labels, border]);
}
