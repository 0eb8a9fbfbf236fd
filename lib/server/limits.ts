import pLimit from 'p-limit';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';

import { SfumatoError } from '@/lib/errors';

/** A request that is turned away for now: 429 when the client asks too much, 503 when all do. */
export class BusyError extends SfumatoError {
  /** As with `SfumatoError`, whichever copy of this module made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof SfumatoError && 'retryAfterSeconds' in value;
  }

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
  /** What is too much, in words: "These are many pictures at once." */
  readonly refusal?: string;
}

/** Takes points from a client. @throws BusyError with status 429 when there are not enough. */
export type RateLimit = (client: string, points: number) => Promise<void>;

/** A limit that this process counts by itself. */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  return limitBy(inMemory(options), options);
}

/** What shared counters are kept with: a pool of PostgreSQL connections, or what leads to one. */
export interface CounterStore {
  query(query: { text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/**
 * A limit that all processes on one PostgreSQL count together. While it is away each
 * counts by itself: a limit is no reason to refuse everybody.
 * @param name tells it from other limits
 */
export function createSharedRateLimit(
  store: CounterStore,
  name: string,
  options: RateLimitOptions,
): RateLimit {
  const limiter = new RateLimiterPostgres({
    storeClient: store,
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: name,
    points: options.points,
    duration: options.seconds,
    // Somebody who goes on asking is answered without asking the database.
    inMemoryBlockOnConsumed: options.points + 1,
    insuranceLimiter: inMemory(options),
  });
  return limitBy(limiter, options);
}

function inMemory({ points, seconds }: RateLimitOptions): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: seconds });
}

function limitBy(
  limiter: RateLimiterAbstract,
  { refusal = 'These are many pictures at once.' }: RateLimitOptions,
): RateLimit {
  return async (client, cost) => {
    try {
      await limiter.consume(client, cost);
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      const wait = Math.max(1, Math.ceil(thrown.msBeforeNext / 1000));
      throw new BusyError(`${refusal} Try again in ${inWords(wait)}.`, 429, wait);
    }
  };
}

function inWords(seconds: number): string {
  const [count, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
