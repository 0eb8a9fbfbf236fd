'use client';

import { X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';

import { classes } from '@/components/ui/classes';
import { focusItem } from '@/components/ui/focus-item';
import { Tooltip } from '@/components/ui/tooltip';
import { samePoint } from '@/lib/latent/blend';
import { describeMix } from '@/lib/studio/describe';
import { showPoint } from '@/lib/studio/edits';
import type { StripItem } from '@/lib/studio/strip';

import { attempt, useInstrument, useStrip, useStudio } from './context';
import { panelId } from './host';
import { PointPicture } from './point-picture';

/** The pictures that were kept: a column beside the picture, a grid on a phone. */
export function KeptStrip() {
  const items = useStrip((state) => state.items);
  const status = useStrip((state) => state.status);
  const persistent = useStrip((state) => state.persistent);
  return (
    <>
      <ol
        aria-label="Kept pictures"
        className="grid grid-cols-4 gap-2 sm:grid-cols-6 lg:grid-cols-1 lg:gap-2.5"
      >
        {items.map((item, index) => (
          <KeptItem key={item.id} item={item} index={index} />
        ))}
      </ol>
      {items.length === 0 && status === 'ready' && (
        <p className="flex items-center gap-3 text-sm text-muted lg:flex-col lg:gap-2 lg:text-center lg:text-xs">
          <span
            aria-hidden
            className="aspect-square w-14 shrink-0 rounded-[3px] border border-dashed border-edge"
          />
          <span className="lg:hidden">Pictures you keep stand here and stay on this device.</span>
          <span className="max-lg:hidden">Kept pictures</span>
        </p>
      )}
      {!persistent && (
        <p className="mt-2 text-sm text-muted lg:text-xs">
          This browser keeps nothing after the tab is closed.
        </p>
      )}
    </>
  );
}

function KeptItem({ item, index }: { item: StripItem; index: number }) {
  const { studio, strip, host } = useInstrument();
  const { point } = item;
  const place = useRef<HTMLLIElement>(null);
  const current = useStudio((state) => point !== undefined && samePoint(state.scene.point, point));
  const name = point ? describeMix(point.mix, studio.modelOf(point)) : (item.problem ?? 'Lost');

  const show = () => {
    if (point) attempt(() => showPoint(studio, point, 'Took a kept picture'));
    else host.notify(name);
  };
  const remove = () => {
    // Where the focus goes on, while it is still known.
    const list = place.current?.parentElement;
    const removed = strip.remove(item.id);
    if (!removed) return;
    focusItem(list, '[data-kept]', index, () => document.getElementById(panelId('kept')));
    host.notify('Taken off the strip.', { label: 'Put back', run: () => strip.restore(removed) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = MOVES[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') remove();
    else if (event.altKey && step) strip.move(item.id, index + step);
    else return;
    event.preventDefault();
  };
  return (
    <li ref={place} className="group relative">
      <Tooltip label={name} side="right">
        <button
          type="button"
          data-kept
          aria-label={`Kept picture ${index + 1}: ${name}`}
          aria-current={current || undefined}
          aria-keyshortcuts="Delete Alt+ArrowUp Alt+ArrowDown"
          onClick={show}
          onKeyDown={onKeyDown}
          className={classes(
            'block w-full rounded-[3px]',
            current && 'outline-2 outline-offset-2 outline-accent',
          )}
        >
          <PointPicture
            point={point}
            picture={item.picture}
            className={classes('rounded-[3px]', !point && 'grayscale')}
          />
        </button>
      </Tooltip>
      <button
        type="button"
        aria-label={`Take picture ${index + 1} off the strip`}
        onClick={remove}
        className="absolute -top-1.5 -right-1.5 grid size-6 place-items-center rounded-full border border-line bg-raised text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 before:absolute before:-inset-1 hover:text-ink pointer-coarse:opacity-100 pointer-coarse:before:-inset-2.5"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}

const MOVES: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowRight: 1,
};
