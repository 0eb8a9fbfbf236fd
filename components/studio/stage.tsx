'use client';

import { memo, useRef, useState } from 'react';

import { classes } from '@/components/ui/classes';
import { breatheAction, restAction } from '@/lib/studio/actions/breathe';
import { describePoint } from '@/lib/studio/describe';

import { ActionButton } from './action-button';
import { useInstrument, useStudio } from './context';
import { LoadingNote } from './loading-note';
import { useFrames } from './use-frames';

/** The picture. A poster from the server stands under it until the first frame is drawn. */
export function Stage({ poster, className }: { poster: string; className?: string }) {
  const { studio } = useInstrument();
  const point = useStudio((state) => state.scene.point);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { problem, retry } = useFrames(canvas);
  const [posterFailed, setPosterFailed] = useState(false);
  return (
    <figure
      className={classes(
        'group relative mx-auto aspect-square w-(--side) overflow-hidden bg-line/60 shadow-lift lg:rounded-[3px]',
        className,
      )}
    >
      {!posterFailed && (
        <img
          src={poster}
          alt=""
          fetchPriority="high"
          onError={() => setPosterFailed(true)}
          className="absolute inset-0 size-full"
        />
      )}
      <canvas
        ref={canvas}
        width={1}
        height={1}
        role="img"
        aria-label={describePoint(point, studio.modelOf(point))}
        data-state="waiting"
        className="absolute inset-0 size-full opacity-100 data-[state=waiting]:opacity-0"
      />
      <LoadingNote model={point.model} problem={problem} onRetry={retry} />
      <MotionButton />
    </figure>
  );
}

const MotionButton = memo(function MotionButton() {
  const breathing = useStudio((state) => state.breathing);
  return (
    <ActionButton
      action={breathing ? restAction : breatheAction}
      side="left"
      variant="plain"
      className="absolute top-3 right-3 border-transparent bg-raised/80 opacity-60 hover:opacity-100 focus-visible:opacity-100"
    />
  );
});
