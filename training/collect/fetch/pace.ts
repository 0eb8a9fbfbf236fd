/** How often a host is asked: so many requests at a time, pauses between them, and longer ones where it says so. */
import pLimit, { type LimitFunction } from 'p-limit';

import type { Clock } from './clock';

export interface PaceOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Requests to one host at a time. */
  readonly concurrency: number;
  /** Milliseconds between the beginnings of two requests to one host, on the mean. */
  readonly interval: (host: string) => number;
  readonly signal: AbortSignal;
}

export interface Pace {
  /** Does the work when it is the host's turn. */
  turn<T>(host: string, work: () => Promise<T>): Promise<T>;
  /** Nobody asks the host before so many milliseconds have passed. */
  hold(host: string, milliseconds: number): void;
  /** The host wants at least so many milliseconds between requests. */
  slowDown(host: string, interval: number): void;
}

interface Host {
  readonly limit: LimitFunction;
  interval: number;
  /** When the next request may begin. */
  next: number;
}

export function createPace({ clock, random, concurrency, interval, signal }: PaceOptions): Pace {
  const hosts = new Map<string, Host>();
  const hostOf = (name: string): Host => {
    let host = hosts.get(name);
    if (!host) {
      host = { limit: pLimit(concurrency), interval: interval(name), next: 0 };
      hosts.set(name, host);
    }
    return host;
  };

  async function wait(host: Host): Promise<void> {
    // Again after every pause: somebody may have been told to wait longer meanwhile.
    for (;;) {
      signal.throwIfAborted();
      const now = clock.now();
      if (now >= host.next) {
        // Between half and one and a half: pauses of one length would look like, and be, a drum.
        host.next = now + host.interval * (0.5 + random());
        return;
      }
      await clock.pause(host.next - now, signal);
    }
  }

  return {
    turn: (name, work) => {
      const host = hostOf(name);
      return host.limit(async () => {
        await wait(host);
        return work();
      });
    },
    hold: (name, milliseconds) => {
      const host = hostOf(name);
      host.next = Math.max(host.next, clock.now() + milliseconds);
    },
    slowDown: (name, atLeast) => {
      const host = hostOf(name);
      host.interval = Math.max(host.interval, atLeast);
    },
  };
}

/**
 * `Retry-After` in milliseconds: seconds or a date (RFC 9110, section 10.2.3); undefined
 * where it says neither.
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
