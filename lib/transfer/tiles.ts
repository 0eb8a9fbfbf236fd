/**
 * The order in which small previews of many styles are painted: those that are in view, one
 * after the other, and only while nothing more urgent is wanted.
 */
import { LRUCache } from 'lru-cache';

import { SfumatoError, toSfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

export interface Tiles {
  /** The tile, if it is painted already. */
  peek(key: string): Picture | undefined;
  /**
   * The tile, when it is its turn.
   * @param paint paints it; of several with one key, one is asked
   * @throws SfumatoError `cancelled` after the signal, and what painting throws.
   */
  request(key: string, paint: () => Promise<Picture>, signal: AbortSignal): Promise<Picture>;
  /** Looks again whether a tile may be painted now. */
  wake(): void;
}

interface Job {
  readonly paint: () => Promise<Picture>;
  readonly waiting: Set<{ resolve: (picture: Picture) => void; reject: (error: Error) => void }>;
}

const CACHE_BYTES = 32 * 1024 * 1024;

/** @param free whether a tile may be painted now; asked before each, and again at `wake` */
export function createTiles(free: () => boolean): Tiles {
  const cache = new LRUCache<string, Picture>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ data }) => data.byteLength,
  });
  const queue = new Map<string, Job>();
  let working = false;

  async function work() {
    if (working) return;
    working = true;
    while (queue.size > 0 && free()) {
      const [key, job] = [...queue][0]!;
      try {
        const picture = await job.paint();
        cache.set(key, picture);
        for (const { resolve } of job.waiting) resolve(picture);
      } catch (thrown) {
        for (const { reject } of job.waiting) reject(toSfumatoError(thrown));
      }
      // Whoever asked while it was painted has been answered as well.
      if (queue.get(key) === job) queue.delete(key);
    }
    working = false;
  }

  return {
    peek: (key) => cache.get(key),
    request: (key, paint, signal) =>
      new Promise((resolve, reject) => {
        const known = cache.get(key);
        if (known) {
          resolve(known);
          return;
        }
        const cancelled = () => reject(new SfumatoError('cancelled', 'It is not needed any more.'));
        if (signal.aborted) {
          cancelled();
          return;
        }
        const job = queue.get(key) ?? { paint, waiting: new Set() };
        const waiter = { resolve, reject };
        job.waiting.add(waiter);
        queue.set(key, job);
        signal.addEventListener('abort', () => {
          job.waiting.delete(waiter);
          if (job.waiting.size === 0 && queue.get(key) === job) queue.delete(key);
          cancelled();
        });
        void work();
      }),
    wake: () => void work(),
  };
}
