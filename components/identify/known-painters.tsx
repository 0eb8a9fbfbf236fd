'use client';

import { useState } from 'react';

import { Dialog } from '@/components/ui/dialog';
import { yearsInWords } from '@/models/years';

import { useIdentify } from './context';

/** A quiet button and, behind it, everybody the model can name. */
export function KnownPainters() {
  const { classifier } = useIdentify();
  const [open, setOpen] = useState(false);
  const groups = [
    ['Painters', classifier.artists],
    ['Styles', classifier.styles],
    ['Genres', classifier.genres],
  ] as const;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="text-ink relative underline underline-offset-2 before:absolute before:inset-x-0 before:-inset-y-2.5"
      >
        See them all
      </button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="What it knows"
        description="Behind each name, how many pictures of it the collection has."
        text
        className="sm:max-w-3xl"
      >
        {groups.map(([title, list]) => (
          <section key={title} className="pt-3">
            <h3 className="font-semibold">{title}</h3>
            <ul className="mt-1 gap-x-8 sm:columns-2">
              {[...list]
                .sort((a, b) => a.name.localeCompare(b.name))
                .map(({ id, name, died, count }) => (
                  <li key={id} className="flex justify-between gap-3 py-0.5 text-sm">
                    <span>
                      {name}
                      {died !== undefined && (
                        <span className="text-muted">, {yearsInWords({ id, died })}</span>
                      )}
                    </span>
                    <span className="text-muted tabular-nums">{count}</span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </Dialog>
    </>
  );
}
