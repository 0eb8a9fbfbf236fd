'use client';

import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

import { Button } from '@/components/ui/button';
import { getEngine } from '@/lib/engine/browser';
import { toSfumatoError } from '@/lib/errors';
import { cosine, inCommon, likenessOf, whyIncomparable } from '@/lib/identify/compare';
import { sentenceCase, summaryOf } from '@/lib/identify/words';

import { Artists } from './artists';
import { useIdentify } from './context';
import type { Answered } from './entry';
import { leaveComparison } from './focus';
import { StyleAndGenre } from './style-and-genre';

/** More works than any collection here has: all of them. */
const ALL = 1_000_000;

/** Two of the visitor's pictures side by side, and how alike the model finds them. */
export function Comparison({ a, b }: { a: Answered; b: Answered }) {
  const { controller } = useIdentify();
  const place = useRef<HTMLElement>(null);
  // The dialog that led here is gone, and with it what had the focus.
  useEffect(() => {
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section
      ref={place}
      tabIndex={-1}
      aria-labelledby="comparison"
      className="flex scroll-mt-16 flex-col gap-6 outline-none"
    >
      <div className="flex flex-col items-start gap-2">
        <Button
          size="small"
          variant="quiet"
          className="-ml-3"
          onClick={() => leaveComparison(controller)}
        >
          <ArrowLeft aria-hidden /> Back to one picture
        </Button>
        <Verdict a={a} b={b} />
      </div>
      <div className="grid grid-cols-2 gap-4 sm:gap-8">
        {[a, b].map((entry) => (
          <Side key={entry.id} entry={entry} />
        ))}
      </div>
    </section>
  );
}

function Verdict({ a, b }: { a: Answered; b: Answered }) {
  const { classifier } = useIdentify();
  const problem = whyIncomparable(a.identification, b.identification, classifier);
  if (problem !== undefined) {
    return (
      <h2 id="comparison" className="text-xl font-semibold">
        {problem}
      </h2>
    );
  }
  return <Likeness a={a} b={b} />;
}

function Likeness({ a, b }: { a: Answered; b: Answered }) {
  const similarity = cosine(a.identification.embedding, b.identification.embedding);
  const others = useSimilarities(a);
  if (!others) {
    return (
      <h2 id="comparison" className="text-2xl font-semibold tracking-tight">
        Comparing…
      </h2>
    );
  }
  const { word, reason } = likenessOf(similarity, others);
  return (
    <>
      <h2 id="comparison" className="text-2xl font-semibold tracking-tight" aria-live="polite">
        {sentenceCase(word)}{' '}
        <span
          className="font-normal text-muted tabular-nums"
          title="Cosine of the embeddings: 1 is the same, 0 has nothing in common"
        >
          {similarity.toFixed(2)}
        </span>
      </h2>
      <p className="max-w-prose text-muted">
        {reason} {inCommon(a.identification, b.identification)}
      </p>
    </>
  );
}

function Side({ entry }: { entry: Answered }) {
  const { classifier } = useIdentify();
  const { title } = summaryOf(entry.identification, classifier.artists.length);
  return (
    <article aria-label={entry.name} className="flex min-w-0 flex-col gap-4">
      <img
        src={entry.url}
        alt={`Yours, “${entry.name}”`}
        className="max-h-[44dvh] w-full rounded-sm object-contain object-left"
      />
      <div>
        <h3 className="text-lg font-semibold">{title}</h3>
        <p className="truncate text-sm text-muted">{entry.name}</p>
      </div>
      <Artists answer={entry.identification} />
      <StyleAndGenre answer={entry.identification} />
    </article>
  );
}

/** How alike a picture is to each of the known works; undefined while that is found out. */
function useSimilarities({ identification }: Answered): readonly number[] | undefined {
  const [found, setFound] = useState<{ of: object; similarities: readonly number[] }>();
  useEffect(() => {
    let current = true;
    const set = (similarities: readonly number[]) => {
      if (current) setFound({ of: identification, similarities });
    };
    getEngine()
      .nearestWorks(identification.model, identification.embedding, ALL)
      .then(
        (works) => set(works.map(({ similarity }) => similarity)),
        (thrown: unknown) => {
          // The number still stands, with the plainer words.
          console.warn(toSfumatoError(thrown).message);
          set([]);
        },
      );
    return () => {
      current = false;
    };
  }, [identification]);
  return found?.of === identification ? found.similarities : undefined;
}
