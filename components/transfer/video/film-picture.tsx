'use client';

import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';

import { useReducedMotion } from '@/components/points/hooks';
import { showOn } from '@/lib/transfer/live/frames';
import type { FilmSession } from '@/lib/transfer/film/session';

/** For those who asked for less motion, a film that is being painted is shown as stills. */
const CALM_MS = 2000;

/** The first frame painted; while painting, the frame that was painted last. */
export function FilmPicture({ session }: { session: FilmSession }) {
  const film = useStore(session.store, (state) => state.film);
  const isPainting = useStore(session.store, (state) => state.phase === 'painting');
  const reduced = useReducedMotion();
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    let shownAt = -Infinity;
    session.setShow((picture) => {
      const now = performance.now();
      const isTooSoon = session.store.getState().phase === 'painting' && now - shownAt < CALM_MS;
      if (!canvas.current || (reduced && isTooSoon)) return;
      shownAt = now;
      showOn(canvas.current, picture);
    });
    return () => session.setShow(undefined);
  }, [session, reduced]);

  if (!film) return null;
  const aspect = film.width / film.height;
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={
        isPainting ? 'The frame that was painted last' : `The first frame of ${film.name}`
      }
      className="mx-auto max-h-[60dvh] w-full rounded-lg bg-line/50"
      style={{ aspectRatio: aspect, maxWidth: `calc(60dvh * ${aspect})` }}
    />
  );
}
