/** Runners between the terminal and this process may pass one Ctrl-C on twice. */
const SAME_KEYPRESS = 1000;

/** Ctrl-C asks for a clean end; a second one ends at once. */
export function stopSignal(onFirst: () => void): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let first = 0;
  const stop = () => {
    if (!controller.signal.aborted) {
      first = Date.now();
      onFirst();
      controller.abort();
    } else if (Date.now() - first > SAME_KEYPRESS) {
      process.exit(130);
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
