'use client';

import { X } from 'lucide-react';

import { classes } from '@/components/ui/classes';
import { Tooltip } from '@/components/ui/tooltip';

import { AddButtons } from './choose';
import { useIdentify, useIdentifyState } from './context';
import { isShown, type Entry } from './entry';
import { forget } from './focus';

/** The visitor's own pictures: a column on a desk, a row on a phone. */
export function Shelf() {
  const entries = useIdentifyState((state) => state.entries);
  return (
    <section aria-label="Your pictures" className="flex min-w-0 gap-2 lg:flex-col">
      <AddButtons />
      <ol className="-my-2 flex min-w-0 grow gap-2 overflow-x-auto px-1 py-2 lg:max-h-[calc(100dvh-10rem)] lg:grow-0 lg:flex-col lg:overflow-x-visible lg:overflow-y-auto lg:[scrollbar-width:none]">
        {entries.filter(isShown).map((entry) => (
          <Item key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Item({ entry }: { entry: Entry }) {
  const { controller } = useIdentify();
  const current = useIdentifyState((state) => state.selected === entry.id);
  const top = entry.phase === 'done' ? entry.identification?.artists[0]?.name : undefined;
  return (
    <li className="group relative shrink-0">
      <Tooltip label={top === undefined ? entry.name : `${entry.name}: ${top}`} side="right">
        <button
          type="button"
          data-shelved
          aria-label={top === undefined ? entry.name : `${entry.name}, nearest to ${top}`}
          aria-current={current || undefined}
          aria-keyshortcuts="Delete"
          onClick={() => controller.select(entry.id)}
          onKeyDown={(event) => {
            if (event.key !== 'Delete' && event.key !== 'Backspace') return;
            event.preventDefault();
            forget(controller, entry.id);
          }}
          className={classes(
            'block size-14 overflow-hidden rounded-[3px] bg-line lg:size-16',
            current && 'outline-2 outline-offset-2 outline-accent',
          )}
        >
          {entry.url !== undefined && (
            <img
              src={entry.url}
              alt=""
              className={classes(
                'size-full object-cover',
                entry.phase !== 'done' && 'animate-pulse opacity-60',
              )}
            />
          )}
        </button>
      </Tooltip>
      <button
        type="button"
        aria-label={`Forget ${entry.name}`}
        onClick={() => forget(controller, entry.id)}
        className="absolute -top-1.5 -right-1.5 grid size-6 place-items-center rounded-full border border-line bg-raised text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 before:absolute before:-inset-1 hover:text-ink lg:right-0 pointer-coarse:hidden"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}
