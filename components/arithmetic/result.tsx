'use client';

import { Bookmark, Brush, Link2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

import { copyLink } from '@/components/points/copy-link';
import { EngineNotice } from '@/components/points/engine-notice';
import { nameOfPoint } from '@/components/points/model-of';
import { attempt } from '@/components/studio/context';
import { paint } from '@/components/studio/paint';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast-store';
import { getStrip } from '@/lib/studio/browser';
import { pathOfPoint } from '@/lib/studio/links';
import { catalogue } from '@/models/registry';

import { useArithmetic, useArithmeticController } from './context';

/** A − B + C, large, and what to do with it. */
export function Result() {
  const result = useArithmetic((state) => state.result);
  const name = result ? nameOfPoint(result) : 'A − B + C';
  return (
    <section aria-label="Result" className="flex min-w-0 flex-col gap-2">
      <h2 className="flex items-baseline gap-2">
        <span className="text-lg font-semibold">A − B + C</span>
      </h2>
      <Picture name={name} />
      <p aria-live="polite" className="min-h-6 text-sm text-muted">
        {result ? name : ''}
      </p>
      <Actions />
    </section>
  );
}

function Picture({ name }: { name: string }) {
  const controller = useArithmeticController();
  const canvas = useRef<HTMLCanvasElement>(null);
  const complete = useArithmetic((state) => state.result !== undefined);
  const shown = useArithmetic((state) => state.frame !== undefined);
  const error = useArithmetic((state) => (state.frame ? state.error?.message : undefined));

  useEffect(
    () =>
      // Past React: a glide should cost no more than its pixels.
      controller.store.subscribe(({ frame }, before) => {
        if (frame && frame !== before.frame && canvas.current) paint(canvas.current, frame.picture);
      }),
    [controller],
  );

  return (
    <div className="relative overflow-hidden rounded-sm bg-line/50">
      <canvas
        ref={canvas}
        width={1}
        height={1}
        role="img"
        aria-label={shown ? `Generated picture: ${name}` : 'No result yet'}
        className={`block aspect-square w-full transition-opacity duration-500 ${shown ? '' : 'opacity-0'}`}
      />
      {!shown && (
        <div className="absolute inset-0 grid place-items-center p-6 text-center text-muted">
          {complete ? (
            <EngineNotice onRetry={controller.retry} />
          ) : (
            <p className="max-w-56">The result appears once A, B and C hold a picture each.</p>
          )}
        </div>
      )}
      {error !== undefined && (
        <div
          role="alert"
          className="absolute inset-x-3 bottom-3 flex items-center gap-3 rounded-lg border border-danger bg-raised px-4 py-2 text-sm"
        >
          <span className="grow">{error}</span>
          <Button size="small" variant="quiet" onClick={controller.retry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

function Actions() {
  const controller = useArithmeticController();
  const router = useRouter();
  const result = useArithmetic((state) => state.result);

  const copy = async () => {
    const code = controller.code();
    if (code !== undefined) await copyLink(`/arithmetic/${code}`, 'this arithmetic');
  };
  const keep = () => {
    const { frame } = controller.store.getState();
    if (!result) return;
    const { item, added } = getStrip().keep(result);
    if (frame?.still) getStrip().attachPicture(item.id, frame.picture);
    toast({ title: added ? 'Kept on the strip.' : 'This picture is on the strip already.' });
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant="primary"
        disabled={!result}
        onClick={() => attempt(() => result && router.push(pathOfPoint(result, catalogue)))}
      >
        <Brush aria-hidden /> Open in the Studio
      </Button>
      <Button disabled={!result} onClick={() => attempt(keep)}>
        <Bookmark aria-hidden /> Keep
      </Button>
      <Button onClick={() => attempt(copy)}>
        <Link2 aria-hidden /> Copy link
      </Button>
    </div>
  );
}
