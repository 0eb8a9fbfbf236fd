'use client';

import { classes } from '@/components/ui/classes';

import { ChooseButtons } from './choose';
import { useIdentify } from './context';
import { KnownPainters } from './known-painters';

/** The page before the first picture: one large place to put it. */
export function Empty({ over }: { over: boolean }) {
  const { classifier } = useIdentify();
  return (
    <div className="mx-auto flex w-full max-w-5xl grow flex-col gap-8 px-4 py-6 sm:px-6 sm:py-8">
      <div
        className={classes(
          'flex grow flex-col items-center justify-center gap-6 rounded-sm border border-dashed px-6 py-16 text-center transition-colors',
          over ? 'border-accent bg-accent-soft' : 'border-edge bg-surface',
        )}
      >
        <span aria-hidden className="mark size-20 rounded-full bg-edge" />
        <div className="flex max-w-lg flex-col gap-3">
          <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">
            Which painter is your picture nearest to?
          </h1>
          <p className="text-lg text-muted">
            <span className="pointer-coarse:hidden">
              Drop one picture or several anywhere on this page, paste, or choose.{' '}
            </span>
            <span className="pointer-fine:hidden">Choose pictures, or take a photograph. </span>
            They are looked at on this device and never leave it.
          </p>
        </div>
        <ChooseButtons />
      </div>
      <dl className="grid gap-x-10 gap-y-5 text-sm sm:grid-cols-3 [&_dd]:mt-1 [&_dd]:text-muted [&_dt]:font-medium">
        <div>
          <dt>Whom it knows</dt>
          <dd>
            {classifier.artists.length} painters, {classifier.styles.length} styles,{' '}
            {classifier.genres.length} genres, learned from reproductions. <KnownPainters />
          </dd>
        </div>
        <div>
          <dt>How sure it is</dt>
          <dd>
            Of all the paintings about which it says 70 %, about 70 in 100 are by that painter. It
            also says so when it is none of them.
          </dd>
        </div>
        <div>
          <dt>What comes with it</dt>
          <dd>
            What in the picture decided, works that are near, style and genre, and a way on into the
            Studio from there.
          </dd>
        </div>
      </dl>
    </div>
  );
}
