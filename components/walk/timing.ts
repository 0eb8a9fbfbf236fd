/** Places in a walk: where a moment lies, and how to say it. */
import { keyframeTimes, type Walk } from '@/lib/latent/walk';

/** Times this close to a picture count as at it: a slider moves in tenths. */
const NEAR = 0.05;

/** The index of the picture that was passed last at this moment. */
export function legAt(walk: Walk, time: number): number {
  const times = keyframeTimes(walk);
  let index = 0;
  while (index + 1 < times.length && time >= times[index + 1]! - 1e-6) index++;
  return index;
}

/** When the next picture (`direction` 1) or the one before (−1) is reached. */
export function neighbourTime(walk: Walk, time: number, direction: 1 | -1): number {
  const times = keyframeTimes(walk);
  const next =
    direction === 1
      ? times.find((moment) => moment > time + NEAR)
      : times.findLast((moment) => moment < time - NEAR);
  return next ?? (direction === 1 ? 0 : (times.at(-1) ?? 0));
}

/** "1:05" or, with tenths, "1:05.3". */
export function formatTime(seconds: number, tenths = false): string {
  const steps = tenths ? 10 : 1;
  const rounded = Math.floor(seconds * steps + 1e-6) / steps;
  const minutes = Math.floor(rounded / 60);
  const rest = (rounded - minutes * 60).toFixed(tenths ? 1 : 0);
  return `${minutes}:${rest.padStart(tenths ? 4 : 2, '0')}`;
}
