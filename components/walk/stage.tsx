'use client';

import { useEffect, useRef } from 'react';

import { EngineNotice } from '@/components/points/engine-notice';
import { nameOfPoint } from '@/components/points/model-of';
import { Poster } from '@/components/points/poster';
import { LARGE } from '@/components/points/sizes';
import { WayOn } from '@/components/points/way-on';
import { paint } from '@/components/studio/paint';
import { classes } from '@/components/ui/classes';

import { usePlayer, useWalkController } from './context';
import { legAt } from './timing';

/** The film: one large picture. */
export function Stage() {
  const { player } = useWalkController();
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = usePlayer((state) => state.frame !== null);
  const first = usePlayer((state) => state.walk.keyframes[0]);
  const error = usePlayer((state) => state.error);
  const caption = useCaption();

  useEffect(() => {
    // Past React: a frame every 16 ms should cost no more than its pixels.
    const show = () => {
      const { frame } = player.store.getState();
      if (frame && canvas.current) paint(canvas.current, frame.picture, LARGE);
    };
    show();
    return player.store.subscribe((state, before) => {
      if (state.frame !== before.frame) show();
    });
  }, [player]);

  return (
    <figure className="mx-auto flex w-full max-w-[max(18rem,calc(100dvh-23rem))] flex-col gap-2">
      <div className="relative overflow-hidden rounded-sm bg-line/50">
        <canvas
          ref={canvas}
          width={1}
          height={1}
          role="img"
          aria-label={`Generated picture on the way. ${caption}`}
          // What was painted last stays on it when there is nothing to show any more.
          className={classes('block aspect-square w-full', !shown && 'invisible')}
        />
        {!shown && first && (
          <>
            <Poster point={first.point} />
            <div className="absolute inset-x-3 bottom-3">
              <EngineNotice model={first.point.model} error={error} onRetry={player.refresh} />
            </div>
          </>
        )}
        {!first && (
          <p className="absolute inset-0 m-auto size-fit max-w-64 text-center text-muted">
            Add pictures below, and the walk leads from one to the next.
          </p>
        )}
        <Failure />
      </div>
      <figcaption className="min-h-6 truncate text-sm text-muted">{caption}</figcaption>
    </figure>
  );
}

/** What went wrong after pictures had been shown. */
function Failure() {
  const { player } = useWalkController();
  const error = usePlayer((state) => (state.frame ? state.error : null));
  if (!error) return null;
  return (
    <div
      role="alert"
      className="absolute inset-x-3 bottom-3 flex items-center gap-3 rounded-lg border border-danger bg-raised px-4 py-3 text-sm"
    >
      <span className="grow">{error.message}</span>
      <WayOn error={error} onRetry={player.refresh} />
    </div>
  );
}

/** Between whom the walk is; changes with the leg, not with the frame. */
function useCaption(): string {
  const walk = usePlayer((state) => state.walk);
  const index = usePlayer((state) => legAt(state.walk, state.time));
  const from = walk.keyframes[index];
  const to = walk.keyframes[index + 1] ?? (walk.loop ? walk.keyframes[0] : undefined);
  if (!from) return '';
  const [here, there] = [from, to].map((keyframe) => keyframe && nameOfPoint(keyframe.point));
  return there === undefined || there === here ? here! : `${here} → ${there}`;
}
