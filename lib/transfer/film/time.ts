/** How long a film takes to paint, beforehand and on the way, and in words. Pure. */
import { paintedPixels, type FilmSize } from './sizes';

/** Seconds that one frame of a size took. */
export interface TimedFrame extends FilmSize {
  readonly seconds: number;
}

/** What decoding and encoding a pixel adds, in seconds: little beside painting without a GPU. */
const CODING_SECONDS = 1.5e-8;

/** Seconds for a film of so many frames in another size, from a frame that was timed on this device. */
export function expectedSeconds(timed: TimedFrame, size: FilmSize, frames: number): number {
  const painting = (timed.seconds * paintedPixels(size)) / paintedPixels(timed);
  return frames * (painting + CODING_SECONDS * size.width * size.height);
}

export interface TimeLeft {
  /** Tells that a share of the work in 0..1 is done. */
  done(share: number, now: number): void;
  /** Seconds; undefined until enough is done to tell. */
  left(now: number): number | undefined;
}

/** The speed is that of the last seconds: another app may have begun to work meanwhile. */
const LOOKED_AT_SECONDS = 20;
/** The first frames also make the back end ready. */
const BEFORE_TELLING_SECONDS = 2;

/** Judges by the recent past. Times are seconds on any clock that goes forward. */
export function createTimeLeft(): TimeLeft {
  const marks: { share: number; at: number }[] = [];
  return {
    done(share, now) {
      marks.push({ share, at: now });
      // The oldest that is kept may be older, so that slow work can be judged as well.
      while (marks.length > 2 && now - marks[1]!.at > LOOKED_AT_SECONDS) marks.shift();
    },
    left(now) {
      const [first, last] = [marks[0], marks.at(-1)];
      if (!first || !last || last.share <= first.share) return undefined;
      const spent = last.at - first.at;
      if (spent < BEFORE_TELLING_SECONDS) return undefined;
      const whole = (spent * (1 - last.share)) / (last.share - first.share);
      return Math.max(0, whole - (now - last.at));
    },
  };
}

/** "20 seconds", "4 minutes", "1 hour 20 minutes": as exact as such a forecast can be. */
export function roughly(seconds: number): string {
  if (seconds < 55) return counted(Math.max(5, 5 * Math.round(seconds / 5)), 'second');
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return counted(minutes, 'minute');
  const [hours, rest] = [Math.floor(minutes / 60), 10 * Math.round((minutes % 60) / 10)];
  if (rest === 60) return counted(hours + 1, 'hour');
  return rest === 0 ? counted(hours, 'hour') : `${counted(hours, 'hour')} ${rest} minutes`;
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** A time in a film: "0:07", "12:30", "1:02:05". */
export function clockTime(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  const tail = `${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}
