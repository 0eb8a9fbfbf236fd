/** The film screen's own doing: the film that is open, how it is to be painted, and painting it. Free of React. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import { createLatest } from '@/lib/engine/latest';
import type { StylizingEngine } from '@/lib/engine/stylize';
import { toSfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import type { WantedStyle } from '../live/wanted-style';
import { toDisk, toMemory, type FileHandle } from './destination';
import { encodableFormats, makeFilm, MIME_TYPES, type FilmFormat, type Sound } from './make-film';
import { openFilm, type Film } from './open-film';
import { isTooLong, MOST_MINUTES, type FilmPart } from './part';
import { refuseFilm } from './refusals';
import { filmSizes, type FilmSize } from './sizes';
import { createSteadyPainter } from './steady-painter';
import { createTimeLeft, type TimedFrame } from './time';

/** What is known of a film that is open. */
export type FilmFacts = Pick<Film, 'name' | 'width' | 'height' | 'seconds' | 'frameRate' | 'sound'>;

export interface Progress {
  /** In 0..1. */
  readonly share: number;
  /** Seconds; undefined until it can be told. */
  readonly left: number | undefined;
}

export interface FilmResult {
  readonly blob: Blob;
  readonly name: string;
  /** It lies where the person chose; else it waits for being downloaded. */
  readonly saved: boolean;
  /** It has been handed to the browser as a download. */
  readonly downloaded: boolean;
}

export interface FilmState {
  readonly phase: 'empty' | 'opening' | 'open' | 'painting' | 'done';
  /** What went wrong last, and what to do. */
  readonly message?: string | undefined;
  readonly film?: FilmFacts | undefined;
  readonly sizes: readonly FilmSize[];
  readonly size?: FilmSize | undefined;
  /** Those that this browser can write in the size. */
  readonly formats: readonly FilmFormat[];
  readonly format?: FilmFormat | undefined;
  readonly part: FilmPart;
  /** How long one of the first frames took on this device. */
  readonly timed?: TimedFrame | undefined;
  readonly sound?: Sound | undefined;
  readonly progress?: Progress | undefined;
  readonly result?: FilmResult | undefined;
}

export interface FilmSession {
  readonly store: StoreApi<FilmState>;
  /** Opens a film in the place of the one that is open. Whatever goes wrong is in the state. */
  open(file: File): Promise<void>;
  /** Who shows pictures: the first frame, and each one while painting. */
  setShow(show: ((picture: Picture) => void) | undefined): void;
  /** The style of the first frame and of the next film. One that is being painted keeps its own. */
  setWanted(wanted: WantedStyle | undefined): void;
  setSize(size: FilmSize): void;
  setFormat(format: FilmFormat): void;
  setPart(part: FilmPart): void;
  /** Paints the film. @param choosePlace asks for a place on disk; none keeps the film in memory. */
  paint(choosePlace?: (name: string, format: FilmFormat) => Promise<FileHandle>): Promise<void>;
  /** Stops painting; the film stays open. */
  cancel(): void;
  /** The finished film has been handed to the browser. */
  downloaded(): void;
  /** From a finished film back to painting it otherwise. */
  again(): void;
  /** Stops everything and lets go of the film. */
  close(): void;
}

/** Shorter side of the first frame as it is shown beforehand. */
const PREVIEW_SIDE = 240;
/** Shorter side that is proposed: seconds a frame and no minutes without a GPU. */
const PROPOSED_SIDE = 360;
/** Frames that are timed after one that made the back end ready. */
const TIMED_FRAMES = 2;

const NOTHING: FilmState = {
  phase: 'empty',
  sizes: [],
  formats: [],
  part: { start: 0, end: 0 },
};

/** @param now seconds on a clock that goes forward */
export function createFilmSession(engine: StylizingEngine, now: () => number): FilmSession {
  const store = createStore<FilmState>(() => NOTHING);
  const get = store.getState;
  let film: Film | undefined;
  let wanted: WantedStyle | undefined;
  let show: ((picture: Picture) => void) | undefined;
  let opening = new AbortController();
  let painting: AbortController | undefined;

  const set = (state: Partial<FilmState>) => store.setState(state);
  const fail = (thrown: unknown) => {
    const error = toSfumatoError(thrown);
    if (error.code !== 'cancelled') set({ message: error.message });
  };

  /** The first frame in the style, or as it is; and how long a frame takes, the first time. */
  async function drawFirst({ of, style }: { of: Film; style: WantedStyle | undefined }) {
    const { start } = get().part;
    const size =
      filmSizes(of).findLast(({ width, height }) => Math.min(width, height) <= PREVIEW_SIDE) ??
      filmSizes(of)[0]!;
    const frame = await of.frameAt(start, size);
    if (!style) return frame;
    const painter = createSteadyPainter(engine);
    const painted = await painter.paint(frame, style, 0);
    if (get().timed || of !== film || painting) return painted;
    const step = 1 / of.frameRate;
    let spent = 0;
    for (let i = 1; i <= TIMED_FRAMES; i++) {
      const next = await of.frameAt(start + i * step, size);
      const began = now();
      await painter.paint(next, style, i * step);
      spent += now() - began;
    }
    if (of === film) set({ timed: { ...size, seconds: spent / TIMED_FRAMES } });
    return painted;
  }
  const first = createLatest(drawFirst);

  function preview() {
    const { phase } = get();
    if (!film || (phase !== 'open' && phase !== 'opening')) return;
    first.request({ of: film, style: wanted }).then((picture) => {
      if (picture && get().phase === 'open') show?.(picture);
    }, fail);
  }

  async function chooseFormats(size: FilmSize) {
    const formats = await encodableFormats(size);
    if (get().size !== size) return;
    const { format } = get();
    const kept = format && formats.includes(format) ? format : formats[0];
    set({ formats, format: kept });
    if (!kept) fail(refuseFilm({ why: 'no-encoder', format: 'MP4 or WebM' }));
  }

  function close() {
    opening.abort();
    opening = new AbortController();
    painting?.abort();
    first.cancel();
    // A film that is being painted is let go of when that has ended.
    if (!painting) film?.close();
    film = undefined;
    store.setState(NOTHING, true);
  }

  return {
    store,
    async open(file) {
      close();
      const { signal } = opening;
      set({ phase: 'opening' });
      try {
        const opened = await openFilm(file, signal);
        film = opened;
        const { name, width, height, seconds, frameRate, sound } = opened;
        const sizes = filmSizes(opened);
        const size =
          sizes.findLast((one) => Math.min(one.width, one.height) <= PROPOSED_SIDE) ?? sizes[0]!;
        set({
          phase: 'open',
          film: { name, width, height, seconds, frameRate, sound },
          sizes,
          size,
          part: { start: 0, end: Math.min(seconds, 60 * MOST_MINUTES) },
        });
        preview();
        await chooseFormats(size);
      } catch (thrown) {
        if (signal.aborted) return;
        close();
        fail(thrown);
      }
    },
    setShow(next) {
      show = next;
      if (next) preview();
    },
    setWanted(next) {
      if (next === wanted) return;
      wanted = next;
      preview();
    },
    setSize(size) {
      set({ size, message: undefined });
      chooseFormats(size).catch(fail);
    },
    setFormat: (format) => set({ format }),
    setPart(part) {
      const isMoved = part.start !== get().part.start;
      set({ part, message: undefined });
      if (isMoved) preview();
    },
    async paint(choosePlace) {
      const { size, format, part } = get();
      const style = wanted;
      const open = film;
      if (!open || !size || !format || !style || painting) return;
      if (isTooLong(part)) {
        fail(refuseFilm({ why: 'too-long', minutes: MOST_MINUTES }));
        return;
      }
      const ending = new AbortController();
      painting = ending;
      const name = painted(open.name, format);
      try {
        const place = await choosePlace?.(name, format);
        const destination = place ? await toDisk(place) : toMemory(MIME_TYPES[format]);
        // Let go of while its place was being chosen.
        if (ending.signal.aborted) {
          await destination.abandon();
          return;
        }
        first.cancel();
        set({ phase: 'painting', message: undefined, progress: { share: 0, left: undefined } });
        const timeLeft = createTimeLeft();
        timeLeft.done(0, now());
        const isWhole = part.start === 0 && part.end >= open.seconds;
        const request = { size, format, wanted: style, part: isWhole ? undefined : part };
        const blob = await makeFilm(open, request, engine, destination, {
          signal: ending.signal,
          onSound: (sound) => set({ sound }),
          onFrame(picture, share) {
            if (ending.signal.aborted) return;
            show?.(picture);
            timeLeft.done(share, now());
            set({ progress: { share, left: timeLeft.left(now()) } });
          },
        });
        if (open !== film) return;
        set({
          phase: 'done',
          result: { blob, name, saved: place !== undefined, downloaded: false },
        });
      } catch (thrown) {
        if (open === film) {
          set({ phase: 'open' });
          fail(thrown);
        }
      } finally {
        painting = undefined;
        set({ progress: undefined });
        if (open !== film) open.close();
        preview();
      }
    },
    cancel: () => painting?.abort(),
    downloaded() {
      const { result } = get();
      if (result) set({ result: { ...result, downloaded: true } });
    },
    again() {
      set({ phase: 'open', result: undefined, sound: undefined });
      preview();
    },
    close,
  };
}

/** The name of the painted film: "holiday.mov" becomes "holiday-painted.mp4". */
function painted(name: string, format: FilmFormat): string {
  const stem = name.replace(/\.\w{1,5}$/, '').replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu, '-');
  return `${stem.slice(0, 80) || 'film'}-painted.${format}`;
}
