import { ChevronRight } from 'lucide-react';

import { countInWords, type MetricGroup, type MetricView } from '@/lib/models-view/metrics';

/** Every measured value: what it means, how it stands, and on request how it came about. */
export function Metrics({ groups }: { groups: readonly MetricGroup[] }) {
  return (
    <div className="flex flex-col gap-9">
      {groups.map(({ title, metrics }) => (
        <section key={title}>
          <h3 className="mb-1 text-base font-semibold">{title}</h3>
          <ul>
            {metrics.map((view) => (
              <li key={view.metric.name} className="border-b border-line py-4 last:border-0">
                <Row view={view} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({ view }: { view: MetricView }) {
  const { metric, plain, text, reference } = view;
  const count = countInWords(metric);
  return (
    <div className="grid gap-x-8 gap-y-2 sm:grid-cols-[minmax(0,1fr)_15rem] sm:grid-rows-[auto_1fr]">
      <div className="min-w-0">
        <p className="font-medium">{view.label}</p>
        {plain !== '' && <p className="mt-0.5 max-w-[60ch] text-sm text-muted">{plain}</p>}
      </div>
      <div className="flex flex-col gap-1.5 sm:row-span-2">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="text-lg font-semibold whitespace-nowrap tabular-nums">{text}</span>
          <span className="text-xs text-muted">{inWords(view)}</span>
        </p>
        <Gauge view={view} />
        {reference && (
          <p className="text-xs text-muted">
            <span className="text-ink tabular-nums">{reference.text}</span> by {reference.of}
          </p>
        )}
      </div>
      <details className="group min-w-0">
        <summary className="touch-target -my-1.5 inline-flex list-none items-center gap-1 rounded-lg text-sm text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          How it is measured{count === undefined ? '' : `, over ${count}`}
        </summary>
        <Origin view={view} />
      </details>
    </div>
  );
}

function Origin({ view: { metric } }: { view: MetricView }) {
  const rows: [string, string][] = [
    ...(metric.data === undefined || metric.data === 'none'
      ? []
      : [['Against', metric.data] as [string, string]]),
    ...(metric.seed === undefined ? [] : [['Seed', String(metric.seed)] as [string, string]]),
  ];
  return (
    <div className="mt-2 max-w-[75ch] rounded-xl bg-surface px-4 py-3 text-sm">
      <p>{metric.definition}</p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-muted">
        {rows.map(([name, said]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
        {metric.command !== undefined && (
          <div className="contents">
            <dt>Command</dt>
            <dd>
              <code className="font-mono text-xs break-words">{metric.command}</code>
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** The value as a length, and a tick where the reference lies. Decorative: both are said. */
function Gauge({ view: { metric, reference, scale } }: { view: MetricView }) {
  if (!scale) return null;
  const place = (n: number) => `${Math.min(100, Math.max(0, (100 * n) / scale[1]))}%`;
  return (
    <span aria-hidden className="relative block h-1.5 rounded-full bg-line">
      <span
        className="block h-full min-w-0.5 rounded-full bg-accent"
        style={{ width: place(metric.value) }}
      />
      {reference && (
        <span
          className="absolute -inset-y-1 w-0.5 -translate-x-1/2 rounded-full bg-ink"
          style={{ left: place(reference.value) }}
        />
      )}
    </span>
  );
}

const BETTER = { higher: 'higher is better', lower: 'lower is better', nearer: '1 is best' };
const inWords = ({ better }: MetricView) => (better ? BETTER[better] : '');
