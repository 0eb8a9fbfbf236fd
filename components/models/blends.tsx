import type { Blend } from '@/lib/models-view/evaluation';
import { value } from '@/lib/models-view/numbers';

const SIDE = 100;

/** One small chart a pair: weight asked for to the right, share seen upwards. */
export function Blends({
  blends,
  names,
}: {
  blends: readonly Blend[];
  names: ReadonlyMap<string, string>;
}) {
  return (
    <ul className="grid grid-cols-2 gap-x-6 gap-y-7 sm:grid-cols-3 lg:grid-cols-4">
      {blends.map(({ pair, weights, shares, rankCorrelation }) => {
        const [first, second] = pair.map((id) => names.get(id) ?? id) as [string, string];
        const line = weights
          .map((w, i) => `${i === 0 ? 'M' : 'L'}${w * SIDE} ${(1 - (shares[i] ?? 0)) * SIDE}`)
          .join('');
        return (
          <li key={pair.join()} className="min-w-0">
            <svg
              role="img"
              aria-label={`${first} mixed into ${second}: rank correlation ${value(rankCorrelation)}`}
              viewBox={`-2 -2 ${SIDE + 4} ${SIDE + 4}`}
              className="block aspect-square w-full overflow-visible"
              fill="none"
            >
              <path
                d={`M0 0V${SIDE}H${SIDE}`}
                className="stroke-edge"
                vectorEffect="non-scaling-stroke"
              />
              <path
                d={`M0 ${SIDE}L${SIDE} 0`}
                className="stroke-edge"
                strokeDasharray="3 4"
                vectorEffect="non-scaling-stroke"
              />
              <path
                d={line}
                className="stroke-accent"
                strokeWidth={2}
                vectorEffect="non-scaling-stroke"
              />
            </svg>
            <p className="mt-2 text-sm leading-5">
              <span className="font-medium">{first}</span>{' '}
              <span className="text-muted">into {second}</span>
            </p>
            <p className="text-xs text-muted tabular-nums">
              rank correlation {value(rankCorrelation)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
