import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';

import { log } from './logger';

/** One for the process: bundled routes may each have a copy of this module. */
const SHARED = Symbol.for('sfumato.shutdown');
type Shared = typeof globalThis & { [SHARED]?: { isEnding: boolean } };

/** What is under way gets so long to come to its end. */
const GRACE_MS = 25_000;

/**
 * One Ctrl-C arrives several times at once: the terminal sends it to everybody, and those that
 * started this process hand theirs on.
 */
const SAME_SIGNAL_MS = 1000;

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

export interface ShutdownOptions {
  /** How long to go on answering while a load balancer notices that we are not ready. */
  readonly drainMs: number;
  /** Closes what is open, once nobody is served any more. */
  readonly close: () => Promise<void>;
}

/**
 * Ends the process in good order when it is told to: first `/readyz` says no, then no new
 * requests are taken, those under way come to their end, and the database is closed. Another
 * signal later on ends it at once. Next leaves this to us when `NEXT_MANUAL_SIG_HANDLE` is set.
 */
export function endInOrder({ drainMs, close }: ShutdownOptions): void {
  const shared = globalThis as Shared;
  if (shared[SHARED] || !process.env['NEXT_MANUAL_SIG_HANDLE']) return;
  const state: { isEnding: boolean } = { isEnding: false };
  shared[SHARED] = state;
  const servers = new Set<Server>();
  // Next keeps its server to itself; requests bring it along.
  subscribe('http.server.request.start', (message) => {
    servers.add((message as { server: Server }).server);
  });
  let told = 0;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (state.isEnding) {
        if (performance.now() - told > SAME_SIGNAL_MS) process.exit(code);
        return;
      }
      state.isEnding = true;
      told = performance.now();
      void end([...servers], drainMs, close).finally(() => process.exit(code));
    });
  }
}

/** Whether the process was told to end. */
export function isEnding(): boolean {
  return (globalThis as Shared)[SHARED]?.isEnding ?? false;
}

async function end(
  servers: readonly Server[],
  drainMs: number,
  close: () => Promise<void>,
): Promise<void> {
  log().info({ event: 'ending' });
  if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs));
  await Promise.all(servers.map(closeServer));
  try {
    await close();
  } catch (thrown) {
    log().error({ event: 'not-closed', err: thrown });
  }
  log().info({ event: 'ended' });
}

/** Resolves when the last answer was given, or cut off after `GRACE_MS`. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
