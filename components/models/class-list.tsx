'use client';

import { useState } from 'react';

import { ShowAll } from '@/components/ui/show-all';
import { whole } from '@/lib/models-view/numbers';
import type { ModelClass } from '@/models/card';
import { yearsInWords } from '@/models/years';

/** As many as are shown before somebody asks for all. */
const FIRST = 12;

/**
 * What a model knows by name, and how many pictures there are of each: a generator learned from
 * all of them, a classifier from those that were not kept for measuring.
 */
export function ClassList({ title, classes }: { title: string; classes: readonly ModelClass[] }) {
  const [all, setAll] = useState(false);
  const most = Math.max(...classes.map(({ count }) => count));
  return (
    <div className="min-w-0">
      <h3 className="mb-2 text-base font-semibold">
        {title} <span className="font-normal text-muted">{classes.length}</span>
      </h3>
      <ul className="gap-x-10 sm:columns-2 xl:columns-3">
        {classes.slice(0, all ? classes.length : FIRST).map(({ id, name, count, died }) => (
          <li key={id} className="break-inside-avoid py-1.5">
            <span className="flex items-baseline justify-between gap-3 text-sm">
              <span className="min-w-0">
                {name}
                {died !== undefined && (
                  <span className="text-muted"> {yearsInWords({ id, died })}</span>
                )}
              </span>
              <span className="text-muted tabular-nums">{whole(count)}</span>
            </span>
            <span aria-hidden className="mt-1 block h-0.5 rounded-full bg-line">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${(100 * count) / most}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
      {classes.length > FIRST && <ShowAll all={all} onAllChange={setAll} count={classes.length} />}
    </div>
  );
}
