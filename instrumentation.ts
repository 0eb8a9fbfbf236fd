/** Runs once when the server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { markRequestsWithAddress } = await import('@/lib/server/address-header');
  const { nameRequests } = await import('@/lib/server/answer-status');
  const { mendAddresses } = await import('@/lib/server/mend-addresses');
  markRequestsWithAddress(process.env['SFUMATO_TRUSTED_PROXY']);
  nameRequests();
  mendAddresses();
  const { measureRequests } = await import('@/lib/server/log/metrics');
  const { endInOrder } = await import('@/lib/server/log/shutdown');
  const { closeDatabase } = await import('@/lib/server/database/server');
  const { log } = await import('@/lib/server/log/logger');
  const { problemOfSetting } = await import('@/lib/server/auth/site');
  const problem = problemOfSetting();
  if (problem !== undefined) log().warn({ event: 'setting-not-used', problem });
  measureRequests();
  endInOrder({
    drainMs: Number(process.env['SFUMATO_DRAIN_SECONDS'] ?? 0) * 1000 || 0,
    close: closeDatabase,
  });
}

/** What no handler and no page caught. Next shows the person a page of ours. */
export async function onRequestError(error: unknown): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { log } = await import('@/lib/server/log/logger');
  log().error({ event: 'not-caught', err: error });
}
