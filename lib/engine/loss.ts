import type { OpenBackend } from './rung';

/** Whether a back end has been lost, and who wants to know. */
export interface Loss extends Pick<OpenBackend, 'lost' | 'onLost'> {
  /** The first reason counts. */
  lose(reason: string): void;
}

export function createLoss(): Loss {
  let reason: string | undefined;
  const listeners = new Set<(reason: string) => void>();
  return {
    lose(why) {
      if (reason !== undefined) return;
      reason = why;
      listeners.forEach((listener) => listener(why));
      listeners.clear();
    },
    lost: () => reason,
    onLost(listener) {
      if (reason !== undefined) listener(reason);
      else listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The promise, or an error as soon as the back end is lost: some never answer then. */
export function unlessLost<T>(
  opened: Pick<OpenBackend, 'onLost'>,
  promise: Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const callOff = opened.onLost((reason) => reject(new Error(reason)));
    promise.then(resolve, reject).finally(callOff);
  });
}
