/**
 * Small pictures of points: ends, corners of the mix pad, children, history. They
 * are drawn a few at a time and step aside while the large picture moves. Those of one
 * model do not wait for another that is being fetched.
 */
import { LRUCache } from 'lru-cache';

import { toSfumatoError, type ErrorCode } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import type { LatentPoint } from '@/lib/latent/point';

export interface Thumbnails {
  /** The picture, if it was drawn already. */
  peek(point: LatentPoint): Picture | undefined;
  /**
   * The picture, when it is its turn. While its model cannot draw (no network, no
   * back end) it waits for `wake`; those of other models go on.
   * @throws SfumatoError when this point can never be drawn, or `cancelled` by the signal.
   */
  request(point: LatentPoint, signal?: AbortSignal): Promise<Picture>;
  /** Puts a picture in that was drawn elsewhere. */
  put(point: LatentPoint, picture: Picture): void;
  /** Lets the large picture go first for a moment. */
  yieldFor(ms: number): void;
  /** Goes on after a failure: with the pictures of one model that draws again, or with all. */
  wake(modelId?: string): void;
}

export interface ThumbnailOptions {
  readonly draw: (points: readonly LatentPoint[]) => Promise<Picture[]>;
  /** The same text for the same picture, e.g. the permalink code. */
  readonly keyOf: (point: LatentPoint) => string;
  readonly now: () => number;
  /** Calls back after so many milliseconds. */
  readonly after: (ms: number, callback: () => void) => void;
}

/** Pictures in one batch: enough to be quick, few enough not to hold up a drag. */
const BATCH = 3;
const CACHE_BYTES = 32 * 1024 * 1024;
/** Errors of the point itself: asking again would not help. */
const HOPELESS: readonly ErrorCode[] = [
  'invalid-point',
  'outdated-point',
  'unknown-class',
  'unknown-model',
];

interface Job {
  readonly point: LatentPoint;
  readonly waiting: Set<{ resolve: (picture: Picture) => void; reject: (error: Error) => void }>;
}

export function createThumbnails(options: ThumbnailOptions): Thumbnails {
  const { keyOf, now } = options;
  const cache = new LRUCache<string, Picture>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (picture) => picture.data.byteLength,
  });
  const queue = new Map<string, Job>();
  /** One of these cannot be drawn: each is tried by itself, so that it harms no other. */
  const suspects = new Set<string>();
  /** Models that could not draw when they were last asked. */
  const stalled = new Set<string>();
  /** Models with a batch under way, or one that lets the large picture go first. */
  const working = new Set<string>();
  let notBefore = 0;

  function pump() {
    for (const { point } of queue.values()) {
      if (!working.has(point.model) && !stalled.has(point.model)) work(point.model);
    }
  }

  function work(model: string) {
    working.add(model);
    const goOn = () => {
      working.delete(model);
      pump();
    };
    const wait = notBefore - now();
    if (wait > 0) options.after(wait, goOn);
    else void drawBatch(nextBatch(model)).finally(goOn);
  }

  async function drawBatch(batch: readonly [string, Job][]) {
    try {
      const pictures = await options.draw(batch.map(([, job]) => job.point));
      batch.forEach(([key], i) => {
        cache.set(key, pictures[i]!);
        for (const { resolve } of takeOut(key)) resolve(pictures[i]!);
      });
    } catch (thrown) {
      const error = toSfumatoError(thrown);
      if (!HOPELESS.includes(error.code)) {
        for (const [, job] of batch) stalled.add(job.point.model);
        return;
      }
      if (batch.length > 1) {
        for (const [key] of batch) suspects.add(key);
        return;
      }
      for (const [key] of batch) {
        for (const { reject } of takeOut(key)) reject(error);
      }
    }
  }

  /** Whoever waits for it by now: one who left while it was drawn may have come back. */
  function takeOut(key: string): Job['waiting'] {
    const waiting = queue.get(key)?.waiting ?? new Set();
    queue.delete(key);
    return waiting;
  }

  /** The oldest jobs of one model. */
  function nextBatch(model: string): [string, Job][] {
    const jobs = [...queue].filter(([, { point }]) => point.model === model);
    if (jobs[0] && suspects.delete(jobs[0][0])) return [jobs[0]];
    return jobs.filter(([key]) => !suspects.has(key)).slice(0, BATCH);
  }

  return {
    peek: (point) => cache.get(keyOf(point)),
    request(point, signal) {
      const key = keyOf(point);
      const known = cache.get(key);
      if (known) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(toSfumatoError(signal.reason));
          return;
        }
        const job = queue.get(key) ?? { point, waiting: new Set() };
        const waiter = { resolve, reject };
        job.waiting.add(waiter);
        queue.set(key, job);
        signal?.addEventListener('abort', () => {
          job.waiting.delete(waiter);
          if (job.waiting.size === 0 && queue.get(key) === job) queue.delete(key);
          reject(toSfumatoError(signal.reason));
        });
        pump();
      });
    },
    put(point, picture) {
      cache.set(keyOf(point), picture);
    },
    yieldFor(ms) {
      notBefore = now() + ms;
    },
    wake(modelId) {
      if (modelId === undefined) stalled.clear();
      else stalled.delete(modelId);
      pump();
    },
  };
}
