import { headers } from 'next/headers';

import { configuredOrigin } from '@/lib/server/auth/site';

/**
 * Where people reach this site, for absolute addresses in metadata and links:
 * `SFUMATO_URL` when it is an address, else what the request says.
 */
export async function siteUrl(): Promise<URL> {
  const configured = configuredOrigin();
  if (configured !== undefined) return new URL(configured);
  const request = await headers();
  const host = request.get('x-forwarded-host') ?? request.get('host') ?? 'localhost:3000';
  const scheme = request.get('x-forwarded-proto')?.split(',')[0] === 'https' ? 'https' : 'http';
  const url = `${scheme}://${host}`;
  return new URL(URL.canParse(url) ? url : 'http://localhost:3000');
}
