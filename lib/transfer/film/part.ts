/** Which part of a film is painted. Sliders move its ends in tenths of a second. Pure. */
export interface FilmPart {
  /** Seconds from the film's beginning. */
  readonly start: number;
  readonly end: number;
}

/** What can be painted at once: hours of work without a GPU. */
export const MOST_MINUTES = 10;
/** The shortest part, in seconds. */
export const SHORTEST = 0.5;
/** Of the sliders, in seconds. */
export const STEP = 0.1;

const MOST = 60 * MOST_MINUTES;

/** Whether it cannot be painted at once. Tenths of a second are not exact: a hair more is not more. */
export const isTooLong = ({ start, end }: FilmPart) => end - start > MOST + STEP / 2;

/** Where a slider stands for a time: the next of its steps, so that its last one is the film's end. */
export const stepOf = (seconds: number) => Math.ceil(Math.round(seconds * 1000) / 100) / 10;

/** The part with another beginning; its end gives way where it would be too short or too long. */
export function startingAt({ end }: FilmPart, step: number, seconds: number): FilmPart {
  const start = Math.max(0, Math.min(step, seconds - SHORTEST));
  const least = Math.min(seconds, start + SHORTEST);
  return { start, end: Math.min(start + MOST, Math.max(end, least)) };
}

/** The part with another end; its beginning gives way. The last step is the film's end, to the last frame. */
export function endingAt({ start }: FilmPart, step: number, seconds: number): FilmPart {
  const end = step >= stepOf(seconds) ? seconds : Math.max(step, SHORTEST);
  return { start: Math.max(0, end - MOST, Math.min(start, end - SHORTEST)), end };
}
