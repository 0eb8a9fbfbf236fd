import Link from 'next/link';

import { Button } from '@/components/ui/button';
import { kindInWords, paintersOf, type ShownCard } from '@/lib/models-view/card';
import { headlineOf } from '@/lib/models-view/metrics';
import { bytes, short, whole } from '@/lib/models-view/numbers';
import type { Structure } from '@/lib/models-view/structure';

import { Portrait } from './portrait';

export type ListedModel = ShownCard & { readonly structure?: Structure };

/** All models that the app ships. */
export function ModelList({ models }: { models: readonly ListedModel[] }) {
  return (
    <div className="mx-auto w-full max-w-6xl grow px-4 pt-4 pb-16 sm:px-6 sm:pt-8">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div>
          <h1 className="text-3xl font-semibold tracking-tight">Models</h1>
          <p className="mt-2 max-w-[60ch] text-muted">
            The networks that play here: what each of them learned from, how it learned, what was
            measured and what it cannot do.
          </p>
        </div>
        {models.length > 1 && (
          <Button asChild>
            <Link href="/models/compare">Compare two</Link>
          </Button>
        )}
      </div>
      {models.length === 0 && (
        <p className="mt-10 text-lg text-muted">
          No model is installed here yet. Train one and export it with{' '}
          <code>npm run sfumato -- export</code>, then build the app again.
        </p>
      )}
      <ul className="mt-8 flex flex-col gap-5">
        {models.map((model) => (
          <li key={model.card.id}>
            <Entry model={model} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Entry({ model }: { model: ListedModel }) {
  const { card, generator } = model;
  const painters = paintersOf(model).length;
  const facts = [
    kindInWords(card.kind).name,
    ...(generator ? [`${generator.resolution} × ${generator.resolution} pixels`] : []),
    ...(painters > 0 ? [`${whole(painters)} painters`] : []),
    `${short(card.parameters)} parameters`,
    bytes(card.weights.bytes),
  ];
  return (
    <article className="group relative flex gap-5 rounded-3xl border border-line bg-surface p-4 transition-colors hover:bg-raised max-sm:flex-col sm:gap-7 sm:p-5">
      <Portrait model={model} className="w-full shrink-0 sm:w-52 !rounded-xl bg-ground" />
      <div className="flex min-w-0 grow flex-col gap-3">
        <div>
          <h2 className="text-xl font-semibold tracking-tight">
            <Link
              href={`/models/${card.id}`}
              className="rounded-lg after:absolute after:inset-0 after:rounded-3xl group-hover:underline"
            >
              {card.title}
            </Link>
          </h2>
          <p className="mt-0.5 text-sm text-muted">{facts.join(' · ')}</p>
        </div>
        <p className="max-w-[60ch]">{card.description}</p>
        <dl className="mt-auto flex flex-wrap gap-x-8 gap-y-3">
          {headlineOf(model).map(({ metric, label, text, reference }) => (
            <div key={metric.name} className="flex flex-col">
              <dt className="text-xs text-muted">{label}</dt>
              <dd className="text-lg font-semibold tabular-nums">{text}</dd>
              {reference && (
                <dd className="text-xs text-muted tabular-nums">
                  {reference.text} by {reference.of}
                </dd>
              )}
            </div>
          ))}
        </dl>
      </div>
    </article>
  );
}
