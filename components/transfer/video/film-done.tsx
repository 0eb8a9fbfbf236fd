'use client';

import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';

import { saveFile } from '@/components/intake/save-file';
import { Button } from '@/components/ui/button';
import type { FilmSession } from '@/lib/transfer/film/session';

import { SOUND_WORDS } from './sound-words';

export interface FilmDoneProps {
  session: FilmSession;
  /** The person wants it painted otherwise. */
  onAgain: () => void;
  /** The person is done with it. */
  onAnother: () => void;
}

/** The finished film: to be watched, and to be downloaded unless it lies on disk already. */
export function FilmDone({ session, onAgain, onAnother }: FilmDoneProps) {
  const result = useStore(session.store, (state) => state.result);
  const sound = useStore(session.store, (state) => state.sound);
  const video = useRef<HTMLVideoElement>(null);
  const film = useStore(session.store, (state) => state.film);
  const blob = result?.blob;
  useEffect(() => {
    const player = video.current;
    if (!player || !blob) return undefined;
    const url = URL.createObjectURL(blob);
    player.src = url;
    return () => {
      player.removeAttribute('src');
      // Only then it lets go of the file.
      player.load();
      URL.revokeObjectURL(url);
    };
  }, [blob]);

  if (!result || !blob || !film) return null;
  const aspect = film.width / film.height;
  const { name, saved } = result;
  return (
    <div className="flex flex-col gap-4">
      <video
        ref={video}
        controls
        loop
        muted
        playsInline
        aria-label="The painted film"
        className="mx-auto max-h-[60dvh] w-full rounded-lg bg-line/50"
        style={{ aspectRatio: aspect, maxWidth: `calc(60dvh * ${aspect})` }}
      />
      <div className="flex flex-wrap items-center gap-3">
        {!saved && (
          <Button
            variant="primary"
            onClick={() => {
              saveFile(blob, name);
              session.downloaded();
            }}
          >
            <Download aria-hidden /> Download the film
          </Button>
        )}
        <Button onClick={onAgain}>Paint it again</Button>
        <Button variant="quiet" onClick={onAnother}>
          Another film
        </Button>
      </div>
      <p role="status" className="text-sm text-muted">
        {saved ? 'The film is painted and saved.' : 'The film is painted.'}{' '}
        {(blob.size / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB.{' '}
        {sound && sound !== 'silent' && SOUND_WORDS[sound]}{' '}
        {(sound === 'copied' || sound === 'encoded') && 'The player begins muted.'} The file says
        that a model painted it.
      </p>
    </div>
  );
}
