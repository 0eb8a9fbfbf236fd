/**
 * One thing at a time on one back end. Whoever has least left to do goes first, so
 * that a dragged picture does not wait behind a sheet of variations; between two
 * turns the thread is free for new requests to come in.
 */
export interface Turns {
  /**
   * Runs `step` when it is its turn.
   * @param left how much the caller has left to do, this step included
   */
  take<T>(left: number, step: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly left: number;
  readonly go: () => Promise<void>;
}

/** @param pause lets waiting messages through, see `Clock.pause` */
export function createTurns(pause: () => Promise<void>): Turns {
  const waiting: Waiting[] = [];
  let running = false;

  async function run() {
    running = true;
    while (waiting.length > 0) {
      let next = 0;
      for (let i = 1; i < waiting.length; i++) {
        if (waiting[i]!.left < waiting[next]!.left) next = i;
      }
      const [turn] = waiting.splice(next, 1);
      await turn!.go();
      await pause();
    }
    running = false;
  }

  return {
    take: (left, step) =>
      new Promise((resolve, reject) => {
        waiting.push({ left, go: () => attempt(step).then(resolve, reject) });
        if (!running) void run();
      }),
  };
}

/** A step that throws at once counts as one that rejects. */
const attempt = async <T>(step: () => Promise<T>): Promise<T> => step();
