import { useEffect, useRef, type RefObject } from 'react';

import { toast } from '@/components/ui/toast-store';
import { getEngine } from '@/lib/engine/browser';
import { pathOfPoint } from '@/lib/studio/links';
import type { Picture } from '@/lib/image/picture';
import { createFrameLoop, type Frame, type FrameLoop } from '@/lib/studio/frames';
import { getThumbnails } from '@/lib/studio/browser';

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
export function useFrames(
  canvas: RefObject<HTMLCanvasElement | null>,
): RefObject<FrameLoop | null> {
  const { studio, catalogue } = useInstrument();
  const loop = useRef<FrameLoop>(null);

  useEffect(() => {
    const engine = getEngine();
    const thumbnails = getThumbnails();

    /** The last picture of a drag, to be painted finely when it ends. */
    let coarse: Picture | undefined;
    const onFrame = ({ picture, point, still }: Frame) => {
      if (still) {
        thumbnails.put(point, picture);
        thumbnails.wake();
      }
      const element = canvas.current;
      if (!element) return;
      const stays = still && studio.store.getState().pending === null;
      paint(element, picture, stays ? STILL_WIDTH : MOVING_WIDTH);
      coarse = still && !stays ? picture : undefined;
      element.dataset['state'] = still ? 'still' : 'moving';
      if (still) element.dataset['point'] = pathOfPoint(point, catalogue).slice('/p/'.length);
    };
    const frames = createFrameLoop({
      draw: async (point) => (await engine.generate([point]))[0]!,
      factsOf: studio.factsOf,
      onFrame,
      onError: (error) => {
        // What concerns the engine stands over the picture; the rest is said here.
        if (error.code === 'invalid-point' || error.code === 'internal') {
          toast({ title: error.message, tone: 'danger' });
        }
      },
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

  return loop;
}
