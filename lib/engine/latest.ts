/**
 * Latest wins. While somebody drags, requests come faster than pictures; only the
 * newest is worth drawing.
 */
export interface Latest<Request, Result> {
  /**
   * Runs the request when nothing else is under way, else keeps it waiting in the
   * place of whichever waited before. Results arrive in the order of their requests.
   * @returns the result; `undefined` when a newer request or `cancel` took its place.
   * @throws whatever the run throws; the queue goes on.
   */
  request(request: Request): Promise<Result | undefined>;
  /** Drops the waiting request and lets the one under way resolve to `undefined`. */
  cancel(): void;
}

interface Waiting<Request, Result> {
  readonly request: Request;
  readonly resolve: (result: Result | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** A queue around `run` with one request under way and at most one waiting. */
export function createLatest<Request, Result>(
  run: (request: Request) => Promise<Result>,
): Latest<Request, Result> {
  let waiting: Waiting<Request, Result> | undefined;
  let running = false;
  let epoch = 0;

  async function drain() {
    running = true;
    while (waiting) {
      const { request, resolve, reject } = waiting;
      waiting = undefined;
      const startedIn = epoch;
      try {
        const result = await run(request);
        resolve(startedIn === epoch ? result : undefined);
      } catch (reason) {
        if (startedIn === epoch) reject(reason);
        else resolve(undefined);
      }
    }
    running = false;
  }

  return {
    request: (request) =>
      new Promise((resolve, reject) => {
        waiting?.resolve(undefined);
        waiting = { request, resolve, reject };
        if (!running) void drain();
      }),
    cancel() {
      epoch++;
      waiting?.resolve(undefined);
      waiting = undefined;
    },
  };
}
