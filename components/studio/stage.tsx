'use client';

import { memo, useRef, useState } from 'react';

import { Poster } from '@/components/points/poster';
import { classes } from '@/components/ui/classes';
import { samePoint } from '@/lib/latent/blend';
import { encodePoint } from '@/lib/latent/codec';
import { breatheAction, restAction } from '@/lib/studio/actions/breathe';
import { describePoint } from '@/lib/studio/describe';

import { ActionButton } from './action-button';
import { useInstrument, useSettledScene, useStudio } from './context';
import { LoadingNote } from './loading-note';
import { useFrames } from './use-frames';

/** The picture. One from the server stands in for it until the first frame is drawn. */
export function Stage({ poster, className }: { poster: string; className?: string }) {
  const { studio } = useInstrument();
  const point = useStudio((state) => state.scene.point);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { problem, shown, retry } = useFrames(canvas);
  return (
    <figure
      className={classes(
        'group relative mx-auto aspect-square w-(--side) overflow-hidden bg-line/60 shadow-lift lg:rounded-[3px]',
        className,
      )}
    >
      {!shown && <StandIn poster={poster} />}
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

/** The poster that came with the page; the point's own picture where another one was taken up. */
function StandIn({ poster }: { poster: string }) {
  const { catalogue } = useInstrument();
  const { point } = useSettledScene();
  const [opening] = useState(point);
  const [failed, setFailed] = useState(false);
  if (!samePoint(point, opening)) {
    // Anew for each point: an image keeps its old picture until the next one has come.
    return <Poster key={encodePoint(point, catalogue)} point={point} />;
  }
  if (failed) return null;
  return (
    <img
      src={poster}
      alt=""
      fetchPriority="high"
      onError={() => setFailed(true)}
      className="absolute inset-0 size-full"
    />
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
