/** One picture after the other, each with a time limit and a way to stop. */
import { SfumatoError } from '@/lib/errors';

import type { OpenedPicture } from '../picture';
import { LIMITS, refuse } from './refusals';

export type NamedBlob = Blob & { readonly name?: string };

/** A decoding under way, and the means to end it at once. */
export interface Decoding {
  readonly opened: Promise<OpenedPicture>;
  end(): void;
}

/** `most`: see `OpenOptions.pixels`. */
export type StartDecoding = (file: NamedBlob, most?: number) => Decoding;

/** Calls back once after so many milliseconds; returns the way to call it off. */
export type Later = (milliseconds: number, then: () => void) => () => void;

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** What is larger is reduced to so many pixels at most; those of `OpenedPicture` if not given. */
  readonly pixels?: number | undefined;
}

export type OpenPicture = (file: NamedBlob, options?: OpenOptions) => Promise<OpenedPicture>;

/**
 * Pictures are opened one at a time: a decoded photograph takes many times the memory
 * of its file. The time limit begins with a picture's own turn.
 */
export function createOpener(start: StartDecoding, later: Later = afterTimeout): OpenPicture {
  let turn: Promise<unknown> = Promise.resolve();

  return async (file, { signal, pixels } = {}) => {
    const stop = stopOf(signal);
    const opened = turn.then(() => decodeWithin(file, stop.stopped, pixels));
    turn = opened.catch(() => undefined); // whoever asked is told; the next one goes on
    try {
      return await Promise.race([opened, stop.stopped]);
    } finally {
      stop.release();
    }
  };

  async function decodeWithin(
    file: NamedBlob,
    stopped: Promise<never>,
    pixels: number | undefined,
  ): Promise<OpenedPicture> {
    // A picture that nobody waits for any more is not begun.
    await Promise.race([stopped, Promise.resolve()]);
    const decoding = start(file, pixels);
    let callOff: () => void = () => undefined;
    const tooSlow = new Promise<never>((_, reject) => {
      callOff = later(LIMITS.seconds * 1000, () => reject(refuse({ why: 'too-slow' }, file.name)));
    });
    try {
      return await Promise.race([decoding.opened, stopped, tooSlow]);
    } finally {
      callOff();
      decoding.end();
    }
  }
}

/** A promise that rejects when the signal says stop. */
function stopOf(signal: AbortSignal | undefined): {
  stopped: Promise<never>;
  release(): void;
} {
  let listener: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    listener = () => reject(new SfumatoError('cancelled', 'Opening the picture was stopped.'));
    if (signal?.aborted) listener();
    else signal?.addEventListener('abort', listener, { once: true });
  });
  // It may reject when the last race is over.
  stopped.catch(() => undefined);
  return { stopped, release: () => signal?.removeEventListener('abort', listener) };
}

const afterTimeout: Later = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
};
