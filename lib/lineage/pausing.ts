/** Work that comes to its result step by step, so that others have their turn in between. */
export type Steps<T> = Generator<void, T>;

/** All steps in one go. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * As many steps in a row as fit into a moment, then a pause, and so on.
 * @param pause resolves when it may go on
 * @param momentMs what nobody notices, in milliseconds
 * @param signal ends it between two steps
 * @returns undefined when it was ended
 */
export async function withPauses<T>(
  steps: Steps<T>,
  pause: () => Promise<void>,
  momentMs: number,
  signal: AbortSignal,
): Promise<T | undefined> {
  let began = performance.now();
  while (!signal.aborted) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < momentMs) continue;
    await pause();
    began = performance.now();
  }
  return undefined;
}
