import { headers } from 'next/headers';

/**
 * Where people reach this site, for absolute addresses in metadata and links:
 * `SFUMATO_URL` when it is set, else what the request says.
 */
export async function siteUrl(): Promise<URL> {
  const configured = process.env['SFUMATO_URL'];
  if (configured !== undefined && URL.canParse(configured)) return new URL(configured);
  const request = await headers();
  const host = request.get('x-forwarded-host') ?? request.get('host') ?? 'localhost:3000';
  const scheme = request.get('x-forwarded-proto')?.split(',')[0] === 'https' ? 'https' : 'http';
  const url = `${scheme}://${host}`;
  return new URL(URL.canParse(url) ? url : 'http://localhost:3000');
}
