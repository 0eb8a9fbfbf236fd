'use client';

import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';

import { useReducedMotion } from '@/components/points/hooks';
import { classes } from '@/components/ui/classes';
import { useKeptFocus } from '@/components/ui/use-kept-focus';
import { getEngine } from '@/lib/engine/browser';
import type { CameraWish } from '@/lib/transfer/live/camera';
import { createLiveSession } from '@/lib/transfer/live/session';
import type { WantedStyle } from '@/lib/transfer/live/wanted-style';

import { LiveControls } from './live-controls';
import { LiveFiguresLine } from './live-figures';
import { LiveInvitation } from './live-invitation';
import { LiveWaiting } from './live-waiting';
import { useScreenAwake } from './use-screen-awake';

export interface LiveStageProps {
  /** Undefined shows the camera as it is. May change at any time. */
  wanted: WantedStyle | undefined;
  /** Why there is none. */
  unpainted: string | undefined;
  /** Told when the camera is on, and when it is not. */
  onMoving: (moving: boolean) => void;
  /** The person wants to go back to pictures. */
  onClose: () => void;
}

/** Pictures a second to aim at: for most, and for those who asked for less motion. */
const SMOOTH = 8;
const CALM = 4;

/** What the camera sees, painted. The camera is asked for after a press, and let go of on leaving. */
export function LiveStage({ wanted, unpainted, onMoving, onClose }: LiveStageProps) {
  const reduced = useReducedMotion();
  const [session] = useState(() =>
    createLiveSession(
      {
        encodeStyle: (...asked) => getEngine().encodeStyle(...asked),
        measureStyle: (...asked) => getEngine().measureStyle(...asked),
        paint: (...asked) => getEngine().paint(...asked),
      },
      SMOOTH,
    ),
  );
  const phase = useStore(session.store, (state) => state.phase);
  const aspect = useStore(session.store, (state) => state.aspect);
  const isOn = phase === 'on';
  const keptFocus = useKeptFocus(phase);
  useScreenAwake(isOn);
  useEffect(() => {
    onMoving(isOn);
    return () => onMoving(false);
  }, [onMoving, isOn]);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => session.setWanted(wanted), [session, wanted]);
  useEffect(() => {
    if (reduced) session.aimAt(CALM);
  }, [session, reduced]);
  useEffect(() => session.stop, [session]);

  const start = (wish?: CameraWish) => {
    if (!video.current || !canvas.current) return;
    void session.start({ video: video.current, canvas: canvas.current }, wish);
  };
  return (
    <section
      {...keptFocus}
      aria-label="Webcam"
      className="flex min-w-0 flex-col gap-3 outline-none"
    >
      <div
        className="relative mx-auto max-h-[70dvh] w-full overflow-hidden rounded-lg bg-line/50"
        style={{ aspectRatio: aspect, maxWidth: `calc(70dvh * ${aspect})` }}
      >
        {/* Part of the page and not hidden, or some browsers give no frames; behind the painting. */}
        <video
          ref={video}
          muted
          playsInline
          aria-hidden
          tabIndex={-1}
          className="pointer-events-none absolute size-full opacity-0"
        />
        <canvas
          ref={canvas}
          role="img"
          aria-label={wanted ? 'The camera’s picture, painted' : 'The camera’s picture'}
          className={classes('absolute inset-0 size-full', !isOn && 'hidden')}
        />
        {isOn ? (
          <LiveWaiting session={session} unpainted={unpainted} />
        ) : (
          <LiveInvitation session={session} onStart={start} />
        )}
      </div>
      {isOn && (
        <>
          <LiveFiguresLine session={session} />
          <LiveControls
            session={session}
            canTakeStill={wanted !== undefined}
            onStart={start}
            onClose={onClose}
          />
        </>
      )}
    </section>
  );
}
