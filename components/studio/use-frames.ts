import { useEffect, useRef, useState, type RefObject } from 'react';

import type { SfumatoError } from '@/lib/errors';
import { pathOfPoint } from '@/lib/studio/links';
import type { Picture } from '@/lib/image/picture';
import { createFrameLoop, type Frame, type FrameLoop } from '@/lib/studio/frames';
import { drawPicture, getThumbnails } from '@/lib/studio/browser';

import { useInstrument } from './context';
import { paint } from './paint';

/** Small pictures wait this long after the large one asked for a frame, in milliseconds. */
const THUMBNAILS_WAIT = 120;

/** Widths to which pictures are enlarged on the main thread: about 15 and 4 ms of work. */
const STILL_WIDTH = 512;
const MOVING_WIDTH = 256;

const reducedMotion = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Draws the Studio's picture into a canvas, frame by frame. The canvas says in its
 * data what it shows: `data-state` (waiting, moving, still) and `data-point`.
 */
export function useFrames(canvas: RefObject<HTMLCanvasElement | null>): {
  /** Why the picture on show is not the one that was asked for. */
  problem: SfumatoError | undefined;
  /** Whether anything was drawn yet. */
  shown: boolean;
  retry: () => void;
} {
  const { studio, catalogue } = useInstrument();
  const loop = useRef<FrameLoop>(null);
  const [problem, setProblem] = useState<SfumatoError>();
  const [shown, setShown] = useState(false);

  useEffect(() => {
    const thumbnails = getThumbnails();

    /** The last picture of a drag, to be painted finely when it ends. */
    let coarse: Picture | undefined;
    const onFrame = ({ picture, point, still }: Frame) => {
      setProblem(undefined);
      if (still) thumbnails.put(point, picture);
      const element = canvas.current;
      if (!element) return;
      const stays = still && studio.store.getState().pending === null;
      paint(element, picture, stays ? STILL_WIDTH : MOVING_WIDTH);
      setShown(true);
      coarse = still && !stays ? picture : undefined;
      element.dataset['state'] = still ? 'still' : 'moving';
      if (still) element.dataset['point'] = pathOfPoint(point, catalogue).slice('/p/'.length);
    };
    const frames = createFrameLoop({
      draw: drawPicture,
      factsOf: studio.factsOf,
      onFrame,
      onError: setProblem,
      onTooSlow: () => studio.set({ breathing: false }),
      onBusy: () => thumbnails.yieldFor(THUMBNAILS_WAIT),
      allowsMotion: () => !reducedMotion(),
      now: () => performance.now(),
      nextFrame: (callback) => void requestAnimationFrame(callback),
    });
    loop.current = frames;
    frames.show(studio.store.getState().scene.point, 'cut');
    frames.breathe(studio.store.getState().breathing);

    const unsubscribe = studio.store.subscribe((state, before) => {
      if (state.scene.point !== before.scene.point) {
        frames.show(state.scene.point, state.pending?.gesture ? 'cut' : 'glide');
      }
      if (state.breathing !== before.breathing) frames.breathe(state.breathing);
      if (state.pending === null && coarse && canvas.current) {
        paint(canvas.current, coarse, STILL_WIDTH);
        coarse = undefined;
      }
    });
    return () => {
      unsubscribe();
      frames.stop();
      loop.current = null;
    };
  }, [canvas, studio, catalogue]);

  return {
    problem,
    shown,
    retry() {
      setProblem(undefined);
      loop.current?.retry();
      getThumbnails().wake();
    },
  };
}
