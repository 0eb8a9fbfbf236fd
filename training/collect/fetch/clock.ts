/** Time, so that tests need not wait. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends early, by throwing, where the signal is raised. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  pause: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal });
  },
};
