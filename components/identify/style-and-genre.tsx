import type { Answer, Likelihood } from '@/lib/identify/answer';
import { inPercent } from '@/lib/identify/words';

import { Bar } from './bar';

export function StyleAndGenre({ answer }: { answer: Answer }) {
  return (
    <div className="@container">
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 @max-[17rem]:grid-cols-1">
        <Few title="Style" likelihoods={answer.styles.slice(0, 3)} />
        <Few title="Genre" likelihoods={answer.genres.slice(0, 2)} />
      </div>
    </div>
  );
}

function Few({ title, likelihoods }: { title: string; likelihoods: readonly Likelihood[] }) {
  if (likelihoods.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-sm font-medium text-muted">{title}</h3>
      <ol className="flex flex-col gap-2">
        {likelihoods.map(({ id, name, probability }, rank) => (
          <li key={id} className="flex flex-col gap-1 text-sm">
            <span className="flex items-baseline justify-between gap-2">
              <span className="min-w-0 wrap-anywhere">{name}</span>
              <span className="shrink-0 text-muted tabular-nums">{inPercent(probability)}</span>
            </span>
            <Bar share={probability} strong={rank === 0} />
          </li>
        ))}
      </ol>
    </section>
  );
}
