/** The plots of a generator's evaluation. */
import { escapeText, plot, round, x, y } from './svg';

/** How the classifier's answer follows the weight, a faint line a pair, a strong one their mean. */
export function blendPlot(
  title: string,
  weights: readonly number[],
  pairs: readonly { readonly name: string; readonly curve: readonly number[] }[],
): string {
  const line = (curve: readonly number[]) =>
    curve.map((share, i) => `${x(weights[i]!)} ${y(share)}`).join('L');
  const mean = weights.map(
    (_, i) => pairs.reduce((sum, { curve }) => sum + curve[i]!, 0) / pairs.length,
  );
  const marks = [
    `<path class="guide" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>`,
    ...pairs.map(
      ({ name, curve }) =>
        `<path class="line" stroke-opacity="0.35" style="stroke-width:1.2" d="M${line(curve)}"><title>${escapeText(name)}</title></path>`,
    ),
    ...(pairs.length > 1 ? [`<path class="line" d="M${line(mean)}"/>`] : []),
  ];
  const frame = {
    title,
    xLabel: 'Weight of the first artist',
    yLabel: 'Share that the classifier gives to the first',
  };
  return plot(frame, marks.join('\n'));
}

export interface PrecisionRecallMark {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  /** Real pictures compared with themselves: drawn hollow. */
  readonly reference?: boolean;
}

const RADIUS = 6;

export function precisionRecallPlot(title: string, marks: readonly PrecisionRecallMark[]): string {
  const drawn = marks.map(({ name, precision, recall, reference }) => {
    const [left, top] = [x(recall), y(precision)];
    const shape = reference
      ? `<circle class="axis" cx="${left}" cy="${top}" r="${RADIUS}"/>`
      : `<circle class="bar" cx="${left}" cy="${top}" r="${RADIUS}"/>`;
    // The name on the side where there is room.
    const right = recall < 0.6;
    const at = round(left + (right ? 1 : -1) * (RADIUS + 6));
    return `${shape}<text x="${at}" y="${round(top + 4)}" text-anchor="${right ? 'start' : 'end'}">${escapeText(name)}</text>`;
  });
  const frame = {
    title,
    xLabel: 'Recall: real pictures within reach',
    yLabel: 'Precision: generated pictures within reach',
  };
  return plot(frame, drawn.join('\n'));
}
