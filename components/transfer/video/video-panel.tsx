'use client';

import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';

import { listenToKeys } from '@/components/points/listen-to-keys';
import { useKeptFocus } from '@/components/ui/use-kept-focus';
import { atStake } from '@/lib/transfer/film/at-stake';
import type { WantedStyle } from '@/lib/transfer/live/wanted-style';

import { useScreenAwake } from '../live/use-screen-awake';
import { useController } from '../context';
import { AskFirst } from './ask-first';
import { ChooseFilm } from './choose-film';
import { getFilm } from './film';
import { FilmDone } from './film-done';
import { FilmPicture } from './film-picture';
import { FilmProgress } from './film-progress';
import { FilmSettings } from './film-settings';

export interface VideoPanelProps {
  /** The style to paint in; may change at any time. A film that is being painted keeps its own. */
  wanted: WantedStyle | undefined;
  /** Why there is none. */
  unpainted: string | undefined;
  /** A film to be opened; undefined leaves the choice to the person. */
  film: File | undefined;
  /** `film` has been taken, or its owner would rather keep the one that is open. */
  onTaken: () => void;
  /** Told when a film is being painted, and when it is not. */
  onMoving: (moving: boolean) => void;
  /** The person wants to go back to pictures. */
  onClose: () => void;
}

/** A film in, the same film painted out. It goes on while something else is shown. */
export function VideoPanel(props: VideoPanelProps) {
  const { wanted, unpainted, film, onTaken, onMoving, onClose } = props;
  const controller = useController();
  const [session] = useState(() => getFilm((filmAtStake) => controller.set({ filmAtStake })));
  const phase = useStore(session.store, (state) => state.phase);
  const message = useStore(session.store, (state) => state.message);
  const stake = useStore(session.store, atStake);
  /** What is to be done once its owner has agreed to let go of the film. */
  const [asked, setAsked] = useState<() => void>();
  if (asked && !stake) setAsked(undefined);
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  useEffect(() => listenToKeys([['Mod+O', choose]]), []);
  const keptFocus = useKeptFocus(phase);
  const isPainting = phase === 'painting';
  useScreenAwake(isPainting);
  useEffect(() => session.setWanted(wanted), [session, wanted]);
  useEffect(
    () => () => {
      // What went wrong with a film that is not there is no news at the next look.
      if (session.store.getState().phase === 'empty') session.close();
    },
    [session],
  );
  useEffect(() => {
    onMoving(isPainting);
    return () => onMoving(false);
  }, [onMoving, isPainting]);

  // Where something would be lost, it waits for an answer.
  useEffect(() => {
    if (!film || stake) return;
    void session.open(film);
    onTaken();
  }, [session, film, stake, onTaken]);

  /** Does at once what loses nothing, else asks. */
  const letGo = (then: () => void) => {
    if (stake) setAsked(() => then);
    else then();
  };
  const answered = () => {
    setAsked(undefined);
    onTaken();
  };
  const agreed = () => {
    answered();
    if (asked) asked();
    else if (film) void session.open(film);
  };
  return (
    <section {...keptFocus} aria-label="Film" className="flex min-w-0 flex-col gap-4 outline-none">
      {message !== undefined && (
        <p role="alert" className="rounded-lg border border-danger bg-surface px-4 py-2.5 text-sm">
          {message}
        </p>
      )}
      {phase === 'empty' || phase === 'opening' ? (
        <ChooseFilm isOpening={phase === 'opening'} onChoose={choose} />
      ) : phase === 'done' ? (
        <FilmDone
          session={session}
          onAgain={() => letGo(session.again)}
          onAnother={() => letGo(session.close)}
        />
      ) : (
        <>
          <FilmPicture session={session} />
          {isPainting ? (
            <FilmProgress session={session} />
          ) : (
            <FilmSettings session={session} unpainted={unpainted} onClose={onClose} />
          )}
        </>
      )}
      <input
        ref={input}
        type="file"
        accept="video/*,.mp4,.m4v,.mov,.webm,.mkv"
        aria-label="A film"
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) letGo(() => void session.open(file));
          event.target.value = '';
        }}
      />
      {(asked ?? film) && stake && <AskFirst stake={stake} onAgree={agreed} onClose={answered} />}
    </section>
  );
}
