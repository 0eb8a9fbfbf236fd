'use client';

import { Brush } from 'lucide-react';
import { useStore } from 'zustand';

import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { Slider } from '@/components/ui/slider';
import { FORMAT_NAMES, type FilmFormat } from '@/lib/transfer/film/make-film';
import { endingAt, SHORTEST, startingAt, STEP, stepOf } from '@/lib/transfer/film/part';
import type { FilmSession, FilmState } from '@/lib/transfer/film/session';
import type { FilmSize } from '@/lib/transfer/film/sizes';
import { clockTime, expectedSeconds, roughly } from '@/lib/transfer/film/time';

import { placeChooser } from './place-chooser';

export interface FilmSettingsProps {
  session: FilmSession;
  /** Why there is no style to paint in; undefined where there is. */
  unpainted: string | undefined;
  onClose: () => void;
}

const nameOf = ({ width, height }: FilmSize) => `${width} × ${height}`;

/** Which part, how large, in which format, and how long that will take. */
export function FilmSettings({ session, unpainted, onClose }: FilmSettingsProps) {
  const state = useStore(session.store);
  const { film, size, sizes, format, formats } = state;
  if (!film || !size) return null;
  const expected = timeFor(state, size);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm wrap-anywhere text-muted">
        {film.name} · {nameOf(film)} · {clockTime(film.seconds)} · {Math.round(film.frameRate)}{' '}
        pictures a second · {film.sound === undefined ? 'silent' : 'with sound'}
      </p>
      <Part session={session} />
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Size"
          value={nameOf(size)}
          onValueChange={(name) => {
            const next = sizes.find((one) => nameOf(one) === name);
            if (next) session.setSize(next);
          }}
          options={sizes.map((one) => {
            const seconds = timeFor(state, one);
            const time = seconds === undefined ? '' : ` · about ${roughly(seconds)}`;
            return { value: nameOf(one), label: `${nameOf(one)}${time}` };
          })}
        />
        {format && (
          <Select
            label="Format"
            value={format}
            onValueChange={session.setFormat}
            options={formats.map((value: FilmFormat) => ({ value, label: FORMAT_NAMES[value] }))}
          />
        )}
        <Button
          variant="primary"
          disabled={unpainted !== undefined || !format}
          onClick={() => void session.paint(placeChooser())}
        >
          <Brush aria-hidden /> Paint the film
        </Button>
        <Button variant="quiet" onClick={session.close}>
          Another film
        </Button>
        <Button variant="quiet" className="ml-auto" onClick={onClose}>
          Back to pictures
        </Button>
      </div>
      <p className="text-sm text-muted" role="status">
        {unpainted ??
          (expected === undefined
            ? 'Timing the first frames on this device…'
            : `About ${roughly(expected)} on this device, judged by the first frames.`)}
      </p>
      <p className="text-sm text-muted">
        Every frame is painted by itself, in one style and by the measure of its scene’s first
        frame, so a scene keeps its palette. Brushwork can still shimmer where things move.
      </p>
    </div>
  );
}

function timeFor({ timed, film, part }: FilmState, size: FilmSize): number | undefined {
  if (!timed || !film) return undefined;
  return expectedSeconds(timed, size, (part.end - part.start) * film.frameRate);
}

/** From where to where; one end pushes the other where the part would be too short or too long. */
function Part({ session }: { session: FilmSession }) {
  const seconds = useStore(session.store, (state) => state.film?.seconds ?? 0);
  const part = useStore(session.store, (state) => state.part);
  if (seconds <= 2 * SHORTEST) return null;
  const format = (step: number) => clockTime(Math.min(step, seconds));
  const common = { min: 0, max: stepOf(seconds), step: STEP, format };
  return (
    <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
      <Slider
        label="From"
        {...common}
        value={stepOf(part.start)}
        onValueChange={(step) => session.setPart(startingAt(part, step, seconds))}
      />
      <Slider
        label="To"
        {...common}
        value={stepOf(part.end)}
        onValueChange={(step) => session.setPart(endingAt(part, step, seconds))}
      />
    </div>
  );
}
