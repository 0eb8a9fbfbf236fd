'use client';

import { Bookmark, Brush, CloudUpload, Link, Link2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

import { keepOnline } from '@/components/gallery/keep-online-store';
import { copyLink } from '@/components/points/copy-link';
import { copyShortLink } from '@/components/points/copy-short-link';
import { EngineNotice } from '@/components/points/engine-notice';
import { nameOfPoint } from '@/components/points/model-of';
import { Poster } from '@/components/points/poster';
import { LARGE } from '@/components/points/sizes';
import { getStrip } from '@/components/points/strip';
import { WayOn } from '@/components/points/way-on';
import { attempt } from '@/components/studio/context';
import { paint } from '@/components/studio/paint';
import { Button } from '@/components/ui/button';
import { classes } from '@/components/ui/classes';
import { toast } from '@/components/ui/toast-store';
import { encodePoint } from '@/lib/latent/codec';
import { getOrigins } from '@/lib/studio/browser';
import { pathOfPoint } from '@/lib/studio/links';
import { parentsOfPoints } from '@/lib/studio/parents';
import { catalogue } from '@/models/registry';

import { useArithmetic, useArithmeticController } from './context';
import { isEmpty } from './edits';

/** A − B + C, large, and what to do with it. */
export function Result() {
  const result = useArithmetic((state) => state.result);
  const name = result ? nameOfPoint(result) : 'A − B + C';
  return (
    <section aria-label="Result" className="flex min-w-0 flex-col gap-2">
      <h2 className="text-lg font-semibold">
        <span aria-hidden className="mr-2 font-normal text-muted lg:hidden">
          =
        </span>
        A − B + C
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
  const result = useArithmetic((state) => state.result);
  const shown = useArithmetic((state) => state.frame !== undefined);
  const error = useArithmetic((state) => state.error);

  useEffect(
    () =>
      // Past React: a glide should cost no more than its pixels.
      controller.store.subscribe(({ frame }, before) => {
        if (frame && frame !== before.frame && canvas.current)
          paint(canvas.current, frame.picture, LARGE);
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
        aria-label={`Generated picture: ${name}`}
        // What was painted last stays on it when there is nothing to show any more.
        className={classes('block aspect-square w-full', !shown && 'invisible')}
      />
      {!shown && result && (
        <>
          <Poster point={result} />
          <div className="absolute inset-x-3 bottom-3">
            <EngineNotice model={result.model} error={error} onRetry={controller.retry} />
          </div>
        </>
      )}
      {!result && (
        <p className="absolute inset-0 m-auto size-fit max-w-56 text-center text-muted">
          The result appears once A, B and C hold a picture each.
        </p>
      )}
      {shown && error !== undefined && (
        <div
          role="alert"
          className="absolute inset-x-3 bottom-3 flex items-center gap-3 rounded-lg border border-danger bg-raised px-4 py-2 text-sm"
        >
          <span className="grow">{error.message}</span>
          <WayOn error={error} onRetry={controller.retry} />
        </div>
      )}
    </div>
  );
}

function Actions() {
  const controller = useArithmeticController();
  const router = useRouter();
  const result = useArithmetic((state) => state.result);
  const hasLink = useArithmetic((state) => !isEmpty(state.arithmetic));

  const copy = async () => {
    const code = controller.code();
    if (code !== undefined) await copyLink(`/arithmetic/${code}`, 'this arithmetic');
  };
  const copyShort = async () => {
    const code = controller.code();
    if (code !== undefined) await copyShortLink(code, 'this arithmetic');
  };
  const keepIt = () => {
    const code = controller.code();
    if (code === undefined || !result) return;
    const { a, b, c } = controller.store.getState().arithmetic;
    const parents = parentsOfPoints([...a, ...b, ...c], getOrigins());
    keepOnline({
      ...{ kind: 'arithmetic', code, parents },
      picture: encodePoint(result, catalogue),
    });
  };
  const keep = () => {
    const { frame } = controller.store.getState();
    if (!result) return;
    const { item, added } = getStrip().keep(result);
    if (frame?.still) getStrip().attachPicture(item.id, frame.picture);
    toast({ title: added ? 'Kept on the strip.' : 'This picture is on the strip already.' });
  };
  return (
    <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <Button
        variant="primary"
        className="col-span-2"
        disabled={!result}
        onClick={() => attempt(() => result && router.push(pathOfPoint(result, catalogue)))}
      >
        <Brush aria-hidden /> Open in the Studio
      </Button>
      <Button disabled={!result} onClick={() => attempt(keep)}>
        <Bookmark aria-hidden /> Keep
      </Button>
      <Button disabled={!hasLink} onClick={() => attempt(copy)}>
        <Link2 aria-hidden /> Copy link
      </Button>
      <Button disabled={!hasLink} onClick={() => attempt(copyShort)}>
        <Link aria-hidden /> Short link
      </Button>
      <Button disabled={!result} onClick={() => attempt(keepIt)}>
        <CloudUpload aria-hidden /> Keep online…
      </Button>
    </div>
  );
}
