import pLimit from 'p-limit';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { SfumatoError } from '@/lib/errors';

/** A request that is turned away for now: 429 when the client asks too much, 503 when all do. */
export class BusyError extends SfumatoError {
  constructor(
    message: string,
    readonly status: 429 | 503,
    readonly retryAfterSeconds: number,
  ) {
    super('busy', message);
  }
}

export interface RenderQueueOptions {
  /** Tasks at the same time. */
  readonly concurrency: number;
  /** Tasks that may wait; one more is turned away. */
  readonly waiting: number;
}

/** Runs tasks a few at a time and turns away what would have to wait too long. */
export type RenderQueue = <T>(task: () => Promise<T>) => Promise<T>;

/** The queue's tasks reject as they would alone; a full queue rejects with a `BusyError`. */
export function createRenderQueue({ concurrency, waiting }: RenderQueueOptions): RenderQueue {
  const limit = pLimit(concurrency);
  return async (task) => {
    if (limit.activeCount + limit.pendingCount >= concurrency + waiting) {
      throw new BusyError('Many pictures are being drawn. Try again in a few seconds.', 503, 5);
    }
    return limit(task);
  };
}

export interface RateLimitOptions {
  /** Points that one client may spend in a window. */
  readonly points: number;
  readonly seconds: number;
}

/** Takes points from a client. @throws BusyError with status 429 when there are not enough. */
export type RateLimit = (client: string, points: number) => Promise<void>;

export function createRateLimit({ points, seconds }: RateLimitOptions): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (client, cost) => {
    try {
      await limiter.consume(client, cost);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const wait = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw new BusyError(
        `These are many pictures at once. Try again in ${wait} ${wait === 1 ? 'second' : 'seconds'}.`,
        429,
        wait,
      );
    }
  };
}
