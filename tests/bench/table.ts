import type { Column, Measurement, Part } from './part';

/** A part's results as a table for a terminal. */
export function tableOf(part: Part, measurements: readonly Measurement[]): string {
  const { ratio } = part;
  const measured = measurements.filter(({ figures }) => Object.keys(figures).length > 0);
  const base =
    measured.length > 1
      ? measured.find(({ name }) => name === ratio?.to)?.figures[ratio?.column ?? '']
      : undefined;
  const columns = part.columns.filter(({ key }) =>
    measurements.some(({ figures }) => figures[key] !== undefined),
  );
  const rows = measurements.map((measurement) => [
    measurement.name,
    ...columns.map((column) => cell(measurement, column)),
    ...(ratio && base !== undefined ? [multiple(measurement.figures[ratio.column], base)] : []),
    measurement.remark ?? '',
  ]);
  const head = [
    '',
    ...columns.map(({ title }) => title),
    ...(ratio && base !== undefined ? [`× ${ratio.to}`] : []),
    '',
  ];
  const lines = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map((line) =>
      line
        .map((text, i) =>
          i === 0 || i === line.length - 1 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cell({ figures }: Measurement, { key, digits = 1 }: Column): string {
  const figure = figures[key];
  return figure === undefined ? '–' : figure.toFixed(digits);
}

function multiple(figure: number | undefined, base: number): string {
  return figure === undefined ? '–' : (figure / base).toFixed(2);
}
