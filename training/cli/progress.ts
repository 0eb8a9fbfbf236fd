import { Presets, SingleBar } from 'cli-progress';

/** Lines a terminal-less log gets, at most one in so many milliseconds. */
const LOG_INTERVAL = 30_000;

export interface ProgressReporter {
  update(done: number, total: number, payload?: { detail: string }): void;
  stop(): void;
}

/** A bar with time left on a terminal, a line now and then in a log; always on stderr. */
export function progressBar(title: string): ProgressReporter {
  if (!process.stderr.isTTY) return logLines(title);
  const bar = new SingleBar(
    {
      format: `${title} {bar} {percentage}% {value}/{total} {eta_formatted} left {detail}`,
      stream: process.stderr,
      hideCursor: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update: (done, total, payload = { detail: '' }) => {
      if (!started) bar.start(total, done, payload);
      started = true;
      bar.update(done, payload);
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}

/** A bar for every phase of a measurement, one after the other. */
export function progressPerPhase() {
  let bar: { what: string; reporter: ProgressReporter } | undefined;
  return {
    update(what: string, done: number, total: number) {
      if (bar?.what !== what) {
        bar?.reporter.stop();
        bar = { what, reporter: progressBar(what) };
      }
      bar.reporter.update(done, total);
    },
    stop() {
      bar?.reporter.stop();
      bar = undefined;
    },
  };
}

function logLines(title: string): ProgressReporter {
  const started = Date.now();
  let first: number | undefined;
  let written = 0;
  return {
    update: (done, total, payload) => {
      first ??= done;
      const now = Date.now();
      if (now - written < LOG_INTERVAL && done < total) return;
      written = now;
      const rate = (done - first) / Math.max(1, now - started);
      const minutes = rate > 0 ? Math.ceil((total - done) / rate / 60_000) : undefined;
      const left = minutes === undefined ? '' : `, about ${minutes} min left`;
      process.stderr.write(`${title}: ${done} of ${total}${left}  ${payload?.detail ?? ''}\n`);
    },
    stop: () => undefined,
  };
}
