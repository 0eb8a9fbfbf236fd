'use client';

import { useRef, type PointerEvent } from 'react';

import {
  calmed,
  stretchesOf,
  valueAt,
  wordsOf,
  type Series,
  type Span,
} from '@/lib/models-view/curves';
import { short, value as inDigits } from '@/lib/models-view/numbers';

export interface CurveChartProps {
  series: readonly Series[];
  /** Both ends, in pictures seen. */
  shown: Span;
  /** Where a new run began. */
  begins: readonly number[];
  /** Of which nothing was recorded. */
  gaps: readonly Span[];
  exported: number | undefined;
  images: number;
  onImagesChange: (images: number) => void;
}

const HEIGHT = 100;
const WIDTH = 300;
/** Lines of one chart are told apart without colour, too. */
const DASHES = [undefined, '5 3', '1.5 3'] as const;

/** One chart: every series faint as reported and strong as a running mean. */
export function CurveChart(props: CurveChartProps) {
  const { series, shown, begins, gaps, exported, images, onImagesChange } = props;
  const area = useRef<HTMLDivElement>(null);
  const [low, high] = rangeOf(series);
  const length = shown.to - shown.from;
  const x = (at: number) => ((at - shown.from) / length) * WIDTH;
  const y = (value: number) => HEIGHT - ((value - low) / (high - low)) * HEIGHT;
  const drawn = series.map((one) => {
    const reported = stretchesOf(one, gaps);
    return { name: one.name, reported, calm: calmed(reported) };
  });
  const line = ({ at, values }: Series) =>
    values
      .map((value, i) => `${i === 0 ? 'M' : 'L'}${x(at[i]!).toFixed(1)} ${y(value).toFixed(1)}`)
      .join('')
      // A point alone is a line of no length, which its round ends make a dot.
      .concat(values.length === 1 ? 'h0' : '');
  const lines = (stretches: readonly Series[]) => stretches.map(line).join('');

  const point = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (!box || (event.pointerType === 'touch' && event.buttons === 0)) return;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    onImagesChange(Math.round(shown.from + share * length));
  };
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex flex-col gap-1">
        {drawn.map(({ name, calm }, i) => {
          const { label, sentence } = wordsOf(name);
          const now = valueAt(calm, images);
          return (
            <div key={name}>
              <p className="flex items-baseline gap-2 text-sm">
                <svg
                  aria-hidden
                  width={18}
                  height={4}
                  className="shrink-0 self-center stroke-accent"
                >
                  <path d="M0 2H18" strokeWidth={2} strokeDasharray={DASHES[i % DASHES.length]} />
                </svg>
                <span className="font-medium">{label}</span>
                <span className="ml-auto tabular-nums">
                  {now === undefined ? '' : inDigits(now)}
                </span>
              </p>
              {sentence !== '' && <p className="text-xs text-muted">{sentence}</p>}
            </div>
          );
        })}
      </figcaption>
      <div className="flex gap-2 text-xs text-muted tabular-nums">
        <div aria-hidden className="flex w-9 shrink-0 flex-col items-end justify-between">
          <span className="-mt-1">{inDigits(high)}</span>
          <span className="-mb-1">{inDigits(low)}</span>
        </div>
        <div
          ref={area}
          onPointerMove={point}
          onPointerDown={point}
          className="relative h-28 min-w-0 grow cursor-crosshair touch-pan-y border-b border-l border-edge"
        >
          <svg
            role="img"
            aria-label={drawn.map(describe).join('; ')}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
            fill="none"
          >
            {[0.5].map((share) => (
              <path
                key={share}
                d={`M0 ${share * HEIGHT}H${WIDTH}`}
                className="stroke-line"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {gaps.map(({ from, to }) => (
              <rect
                key={from}
                x={x(from)}
                width={x(to) - x(from)}
                height={HEIGHT}
                className="fill-line"
                fillOpacity={0.5}
              >
                <title>Nothing was recorded here</title>
              </rect>
            ))}
            {begins.map((at) => (
              <path
                key={at}
                d={`M${x(at)} 0V${HEIGHT}`}
                className="stroke-edge"
                strokeDasharray="2 4"
                vectorEffect="non-scaling-stroke"
              >
                <title>A new run began here</title>
              </path>
            ))}
            {drawn.map(({ name, reported, calm }, i) => (
              <g key={name} className="stroke-accent" strokeLinecap="round">
                <path d={lines(reported)} strokeOpacity={0.3} vectorEffect="non-scaling-stroke" />
                <path
                  d={lines(calm)}
                  strokeWidth={1.75}
                  strokeDasharray={DASHES[i % DASHES.length]}
                  vectorEffect="non-scaling-stroke"
                />
              </g>
            ))}
            <path
              d={`M${x(images)} 0V${HEIGHT}`}
              className="stroke-ink"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          {exported !== undefined && exported < shown.to && (
            <span
              className="absolute bottom-0 size-2 -translate-x-1/2 translate-y-1/2 rotate-45 bg-accent"
              style={{ left: `${(100 * (exported - shown.from)) / length}%` }}
              title="The weights that are served"
            />
          )}
        </div>
      </div>
      <div
        aria-hidden
        className="mt-1.5 flex justify-between pl-11 text-xs text-muted tabular-nums"
      >
        <span>{short(shown.from)}</span>
        <span>{short(shown.to)} pictures seen</span>
      </div>
    </figure>
  );
}

/** The values with a little room; a flat line lies in the middle. */
function rangeOf(series: readonly Series[]): readonly [number, number] {
  const means = series.flatMap(({ values }) => values);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  if (low === high) return [low - 1, high + 1];
  const from = low >= 0 && low < 0.4 * high ? 0 : low;
  return [from, high];
}

function describe({ name, calm }: { name: string; calm: readonly Series[] }): string {
  const [first, last] = [calm[0]!.values[0]!, calm.at(-1)!.values.at(-1)!];
  return `${wordsOf(name).label}: from ${inDigits(first)} to ${inDigits(last)}`;
}
