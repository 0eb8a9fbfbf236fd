'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';

import { getEngine } from '@/lib/engine/browser';
import { createFilmSession } from '@/lib/transfer/film/session';
import type { WantedStyle } from '@/lib/transfer/live/wanted-style';

import { useScreenAwake } from '../live/use-screen-awake';
import { ChooseFilm } from './choose-film';
import { FilmDone } from './film-done';
import { FilmPicture } from './film-picture';
import { FilmProgress } from './film-progress';
import { FilmSettings } from './film-settings';
import { useLeaveGuard } from './use-leave-guard';

export interface VideoPanelProps {
  /** The style to paint in; may change at any time. A film that is being painted keeps its own. */
  wanted: WantedStyle | undefined;
  /** The film to begin with; undefined lets the person choose one. */
  film: File | undefined;
  /** Told when a film is being painted, and when it is not. */
  onMoving: (moving: boolean) => void;
  /** The person wants to go back to pictures. */
  onClose: () => void;
}

/** A film in, the same film painted out. It is let go of on leaving. */
export function VideoPanel({ wanted, film, onMoving, onClose }: VideoPanelProps) {
  const [session] = useState(() =>
    createFilmSession(
      {
        encodeStyle: (...asked) => getEngine().encodeStyle(...asked),
        measureStyle: (...asked) => getEngine().measureStyle(...asked),
        paint: (...asked) => getEngine().paint(...asked),
      },
      () => performance.now() / 1000,
    ),
  );
  const phase = useStore(session.store, (state) => state.phase);
  const message = useStore(session.store, (state) => state.message);
  const isPainting = phase === 'painting';
  useLeaveGuard(isPainting);
  useScreenAwake(isPainting);
  useEffect(() => session.setWanted(wanted), [session, wanted]);
  useEffect(() => session.close, [session]);
  useEffect(() => {
    if (film) void session.open(film);
  }, [session, film]);
  useEffect(() => {
    onMoving(isPainting);
    return () => onMoving(false);
  }, [onMoving, isPainting]);

  return (
    <section aria-label="Film" className="flex min-w-0 flex-col gap-4">
      {message !== undefined && (
        <p role="alert" className="rounded-lg border border-danger bg-surface px-4 py-2.5 text-sm">
          {message}
        </p>
      )}
      {phase === 'empty' || phase === 'opening' ? (
        <ChooseFilm isOpening={phase === 'opening'} onFile={(file) => void session.open(file)} />
      ) : phase === 'done' ? (
        <FilmDone session={session} />
      ) : (
        <>
          <FilmPicture session={session} />
          {isPainting ? (
            <FilmProgress session={session} />
          ) : (
            <FilmSettings session={session} hasStyle={wanted !== undefined} onClose={onClose} />
          )}
        </>
      )}
    </section>
  );
}
