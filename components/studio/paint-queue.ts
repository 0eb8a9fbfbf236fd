import type { Picture } from '@/lib/image/picture';

import { paint } from './paint';

/** Time for painting within one frame, in milliseconds: the rest belongs to the large picture. */
const BUDGET_MS = 8;

interface Job {
  readonly canvas: HTMLCanvasElement;
  readonly picture: Picture;
  readonly width: number;
}

const jobs = new Map<HTMLCanvasElement, Job>();
let waiting = false;

/**
 * Paints soon, a few pictures a frame, so that many small ones that come at once
 * (a whole history, say) hold up nothing. A newer picture for the same canvas
 * takes the place of one that waits. When it is painted, the canvas has `data-drawn`.
 */
export function paintSoon(canvas: HTMLCanvasElement, picture: Picture, width: number): void {
  jobs.delete(canvas);
  jobs.set(canvas, { canvas, picture, width });
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(work);
}

/** Forgets what waits for a canvas that is going away. */
export function paintNoMore(canvas: HTMLCanvasElement): void {
  jobs.delete(canvas);
}

function work(): void {
  const until = performance.now() + BUDGET_MS;
  for (const [canvas, job] of jobs) {
    jobs.delete(canvas);
    paint(canvas, job.picture, job.width);
    canvas.dataset['drawn'] = '';
    if (performance.now() > until) break;
  }
  waiting = jobs.size > 0;
  if (waiting) requestAnimationFrame(work);
}
