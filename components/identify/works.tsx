'use client';

import { useRef, useState } from 'react';

import { Button } from '@/components/ui/button';
import { isAnswerOf, type NearWork } from '@/lib/identify/answer';

import { useIdentify } from './context';
import type { Answered } from './entry';
import { LookForIt } from './look-for-it';

const FIRST = 6;
const MOST = 24;

/** Known works that the model finds near the picture. Their pictures are not here; where to see them is. */
export function Works({ entry }: { entry: Answered }) {
  const { controller } = useIdentify();
  const place = useRef<HTMLDivElement>(null);
  const { works, worksMessage } = entry;
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      {worksMessage !== undefined ? (
        <Missing
          entry={entry}
          onAgain={() => {
            controller.findWorks(entry.id);
            // The button is gone while they are looked for.
            place.current?.focus({ preventScroll: true });
          }}
        />
      ) : !works ? (
        <p className="text-sm text-muted">Looking for works that are near…</p>
      ) : (
        works.length > 0 && <Found works={works} />
      )}
    </div>
  );
}

function Missing({ entry, onAgain }: { entry: Answered; onAgain: () => void }) {
  const { classifier } = useIdentify();
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm">
      <p className="text-muted">The nearest works are not at hand: {entry.worksMessage}</p>
      {isAnswerOf(entry.identification, classifier) && (
        <Button size="small" onClick={onAgain}>
          Try again
        </Button>
      )}
    </div>
  );
}

function Found({ works }: { works: readonly NearWork[] }) {
  const [more, setMore] = useState(false);
  return (
    <section aria-labelledby="nearest-works">
      <h2 id="nearest-works" className="text-lg font-semibold">
        Nearest works
      </h2>
      <p className="max-w-prose text-sm text-muted">
        Known works that look alike to the model, the nearest first. Their pictures are not here;
        the links leave this app and ask another site for the title.
      </p>
      <ol className="mt-3 grid gap-x-10 sm:grid-cols-2 xl:grid-cols-3">
        {works.slice(0, more ? MOST : FIRST).map((work, i) => (
          <li
            key={`${i} ${work.artist} ${work.title}`}
            className="flex flex-col border-t border-line py-2.5"
          >
            <span className="flex items-baseline justify-between gap-3">
              <cite className="min-w-0 font-medium wrap-anywhere not-italic">{work.title}</cite>
              <span
                className="shrink-0 text-sm text-muted tabular-nums"
                title="How alike to the model: 1 is the same (cosine of the embeddings)"
              >
                {work.similarity.toFixed(2)}
              </span>
            </span>
            <span className="text-sm text-muted">
              {[work.artistName, work.style, work.genre].filter((word) => word !== '').join(' · ')}
            </span>
            <LookForIt work={work} />
          </li>
        ))}
      </ol>
      {works.length > FIRST && (
        <Button
          size="small"
          variant="quiet"
          className="mt-1 -ml-3 text-muted"
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          {more ? 'Show fewer' : 'Show more works'}
        </Button>
      )}
    </section>
  );
}
