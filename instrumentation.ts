/** Runs once when the server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { markRequestsWithAddress } = await import('@/lib/server/address-header');
  const { mendAddresses } = await import('@/lib/server/mend-addresses');
  markRequestsWithAddress(process.env['SFUMATO_TRUSTED_PROXY']);
  mendAddresses();
}
