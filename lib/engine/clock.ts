/** Time, as the engine sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds from an arbitrary origin. */
  now(): number;
  /** Calls back once after so many milliseconds. Returns the way to call it off. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Lets everything through that waits for this thread: messages, events, input. */
  pause(): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  pause: () => new Promise((resolve) => nextTask(resolve)),
};

/** A task of its own, without the 4 ms that browsers add to nested timers. */
function nextTask(callback: () => void): void {
  if (typeof setImmediate === 'function') {
    setImmediate(callback);
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(undefined);
}

/** The promise, or an error when it takes longer than the limit. */
export function withLimit<T>(
  promise: Promise<T>,
  milliseconds: number,
  clock: Clock,
  tooLate: () => Error,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const callOff = clock.after(milliseconds, () => reject(tooLate()));
    promise.then(resolve, reject).finally(callOff);
  });
}
