'use client';

import { useStore } from 'zustand';

import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { roughly } from '@/lib/transfer/film/time';
import type { FilmSession } from '@/lib/transfer/film/session';

import { SOUND_WORDS } from './sound-words';

/** How far painting is, how long it will take, and the way out. */
export function FilmProgress({ session }: { session: FilmSession }) {
  const progress = useStore(session.store, (state) => state.progress);
  const sound = useStore(session.store, (state) => state.sound);
  const share = progress?.share ?? 0;
  const left = progress?.left;
  return (
    <div className="flex flex-col gap-3">
      <Progress label="Painting the film" value={share} className="!h-1.5" />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm tabular-nums">
          {Math.floor(100 * share)} % painted
          {left === undefined ? '' : `, about ${roughly(left)} left`}
          {sound && sound !== 'silent' && (
            <span className="block text-muted">{SOUND_WORDS[sound]}</span>
          )}
        </p>
        <Button onClick={session.cancel}>Stop painting</Button>
      </div>
      <p className="text-sm text-muted">
        Painting goes on while you look at something else here, and in the background. The page must
        not be closed: what is painted so far would be lost.
      </p>
    </div>
  );
}
