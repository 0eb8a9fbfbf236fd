import Link from 'next/link';

import { groupsOf } from '@/lib/latent/classes';
import { kindInWords, type ShownCard } from '@/lib/models-view/card';
import {
  comparedMetrics,
  incomparable,
  rowsFor,
  sharedClasses,
  type ComparedMetric,
} from '@/lib/models-view/compare';
import { bytes, duration, short, whole } from '@/lib/models-view/numbers';
import { totalsOf, type Structure } from '@/lib/models-view/structure';

import { ChoosePair } from './choose-pair';
import { ComparedSamples } from './compared-samples';
import { Portrait } from './portrait';
import { Section } from './section';

type Compared = ShownCard & { readonly structure?: Structure };

export interface ComparisonProps {
  a: Compared;
  b: Compared;
  models: readonly { readonly id: string; readonly title: string }[];
}

/** Two models side by side: pictures at the same points, values where they may be compared. */
export function Comparison({ a, b, models }: ComparisonProps) {
  const shared = sharedClasses(a, b);
  const rows = a.generator && b.generator ? rowsFor(a.generator, b.generator, shared) : [];
  const metrics = a.card.id === b.card.id ? [] : comparedMetrics(a, b);
  return (
    <div className="mx-auto w-full max-w-6xl grow px-4 pt-4 pb-20 sm:px-6 sm:pt-8">
      <nav aria-label="Back" className="mb-5 text-sm">
        <Link
          href="/models"
          className="relative text-muted underline-offset-2 before:absolute before:inset-x-0 before:-inset-y-3 hover:text-ink hover:underline"
        >
          All models
        </Link>
      </nav>
      <h1 className="text-3xl font-semibold tracking-tight">Two models side by side</h1>
      <ChoosePair
        a={a.card.id}
        b={b.card.id}
        models={models.map(({ id, title }) => ({ id, title }))}
      />
      <div className="mt-8 grid grid-cols-2 gap-4 sm:gap-8">
        {[a, b].map((model, i) => (
          <Head key={i} model={model} />
        ))}
      </div>
      <div className="mt-14 flex flex-col gap-16">
        <Section id="not" title="What cannot be compared">
          <ul className="flex max-w-[65ch] list-disc flex-col gap-2 pl-5 marker:text-accent">
            {incomparable(a, b, shared).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Section>
        {rows.length > 0 && (
          <Section
            id="pictures"
            title="At the same points"
            lead="The same seeds, the same mix, the same variety, asked of both."
          >
            <ComparedSamples
              // Nobody has asked for the pictures of another pair.
              key={[a.card.id, b.card.id].sort().join()}
              rows={rows}
              models={[a.card.id, b.card.id]}
              titles={[a.card.title, b.card.title]}
              size={a.card.weights.bytes + (a.card.id === b.card.id ? 0 : b.card.weights.bytes)}
            />
          </Section>
        )}
        {metrics.length > 0 && (
          <Section id="values" title="Values that both have">
            <Values metrics={metrics} titles={[a.card.title, b.card.title]} />
          </Section>
        )}
        {groupsOf(shared).map(({ kind, title, classes }) => (
          <Section
            key={kind}
            id={title.toLowerCase()}
            title={`${title} that both know`}
            lead="With the number of pictures in either’s collection."
          >
            <ul className="gap-x-12 text-sm sm:columns-2">
              {classes.map(({ id, name, counts }) => (
                <li
                  key={id}
                  className="flex break-inside-avoid justify-between gap-3 border-b border-line py-1.5"
                >
                  <span>{name}</span>
                  <span className="text-muted tabular-nums">
                    {whole(counts[0])} and {whole(counts[1])}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </div>
  );
}

function Head({ model }: { model: Compared }) {
  const { card, structure, generator } = model;
  const facts: readonly (readonly [string, string])[] = [
    ['Kind', kindInWords(card.kind).name],
    ...(generator ? [['Pictures', `${generator.resolution} px`] as const] : []),
    ['Parameters', short(card.parameters)],
    ...(structure ? [['Multiply-adds', short(totalsOf(structure).multiplyAdds)] as const] : []),
    ['To fetch', bytes(card.weights.bytes)],
    ...(card.data.pictures
      ? [['Learned from', `${whole(card.data.pictures)} pictures`] as const]
      : []),
    ...(card.training.imagesSeen
      ? [['Seen in training', `${whole(card.training.imagesSeen)} pictures`] as const]
      : []),
    ...(card.training.seconds ? [['Trained for', duration(card.training.seconds)] as const] : []),
  ];
  return (
    <section aria-label={card.title} className="min-w-0">
      <Portrait model={model} className="w-full max-w-64" />
      <h2 className="mt-4 text-xl font-semibold tracking-tight">
        <Link href={`/models/${card.id}`} className="underline-offset-4 hover:underline">
          {card.title}
        </Link>
      </h2>
      <dl className="mt-2 text-sm">
        {facts.map(([name, said]) => (
          <div
            key={name}
            className="flex flex-wrap justify-between gap-x-3 border-b border-line py-1.5"
          >
            <dt className="text-muted">{name}</dt>
            <dd className="tabular-nums">{said}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Values({
  metrics,
  titles,
}: {
  metrics: readonly ComparedMetric[];
  titles: readonly [string, string];
}) {
  return (
    <table className="w-full max-w-3xl border-collapse text-sm">
      <thead>
        <tr className="border-b border-edge text-left align-bottom text-xs text-muted">
          <th scope="col" className="py-2 pr-3 font-normal">
            Value
          </th>
          {titles.map((title, i) => (
            <th key={i} scope="col" className="px-3 py-2 text-right font-normal">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {metrics.map(({ name, a, b, caveat }) => (
          <tr key={name} className="border-b border-line align-baseline">
            <th scope="row" className="py-2 pr-3 text-left font-normal">
              {a.label}
              {caveat !== undefined && <span className="block text-xs text-muted">{caveat}</span>}
            </th>
            {[a, b].map((view, i) => (
              <td
                key={i}
                className={`px-3 py-2 text-right tabular-nums ${caveat === undefined && isBetter(view, i === 0 ? b : a) ? 'font-semibold' : ''}`}
              >
                {view.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isBetter(view: ComparedMetric['a'], other: ComparedMetric['a']): boolean {
  const [one, two] = [view.metric.value, other.metric.value];
  if (view.better === 'higher') return one > two;
  if (view.better === 'lower') return one < two;
  return view.better === 'nearer' && Math.abs(one - 1) < Math.abs(two - 1);
}
