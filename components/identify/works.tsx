'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';

import type { Answered } from './entry';
import { LookForIt } from './look-for-it';

const FIRST = 6;
const MOST = 24;

/** Known works that the model finds near the picture. Their pictures are not here; where to see them is. */
export function Works({ entry }: { entry: Answered }) {
  const [more, setMore] = useState(false);
  const { works, worksMessage } = entry;
  if (worksMessage !== undefined) {
    return <p className="text-sm text-muted">The nearest works are not at hand: {worksMessage}</p>;
  }
  if (!works) return <p className="text-sm text-muted">Looking for works that are near…</p>;
  if (works.length === 0) return null;
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
