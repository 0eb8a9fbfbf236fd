import { hostname, networkInterfaces } from 'node:os';

import { SfumatoError } from '@/lib/errors';

/** A name or an address, and maybe a port. */
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/** Where people reach this server, as `SFUMATO_URL` says; undefined when it says nothing usable. */
export function configuredOrigin(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const text = environment['SFUMATO_URL'];
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

/** What is wrong with `SFUMATO_URL`, for whoever runs the server; undefined when nothing is. */
export function problemOfSetting(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  if (!environment['SFUMATO_URL'] || configuredOrigin(environment) !== undefined) return undefined;
  return 'SFUMATO_URL is not used: it must be an address that begins with http:// or https://.';
}

/** Whether browsers reach this server over https, so that its cookies can be kept to that. */
export function isSecureSite(): boolean {
  return configuredOrigin()?.startsWith('https:') ?? false;
}

/**
 * The origin that a request was sent to: the configured one, or what its `Host` says. The
 * latter is the sender's own word: good enough for an answer to the sender, and for nothing
 * that goes to somebody else.
 * @throws SfumatoError `invalid-input` for a `Host` that is none
 */
export function originOf(headers: Headers): string {
  const configured = configuredOrigin();
  if (configured !== undefined) return configured;
  const host = headers.get('host') ?? '';
  const text = `http://${host}`;
  if (!HOST.test(host) || !URL.canParse(text)) {
    throw new SfumatoError('invalid-input', 'This request does not say where it was sent to.');
  }
  return new URL(text).origin;
}

/**
 * The origin that links for others begin with. Without `SFUMATO_URL` it must be an address
 * of this very machine: somebody could otherwise have a link sent that leads to theirs, and
 * wait there for the secret in it.
 * @throws SfumatoError `unavailable` with a sentence for whoever runs the server
 */
export function originForLinks(headers: Headers): string {
  const origin = originOf(headers);
  if (configuredOrigin() !== undefined || isOwnHost(new URL(origin).hostname)) return origin;
  throw new SfumatoError(
    'unavailable',
    `This server does not know that it is reached at ${origin}. Whoever runs it can say so: SFUMATO_URL=${origin}.`,
  );
}

/**
 * Whether a page of this site sent the request. Browsers say so themselves
 * (`Sec-Fetch-Site`), older ones by `Origin`; undefined when neither is there.
 */
export function isFromOwnPage(headers: Headers): boolean | undefined {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  if (origin === null) return undefined;
  return (
    origin === configuredOrigin() || origin.replace(/^https?:\/\//, '') === headers.get('host')
  );
}

/**
 * A path of this site to go on to, as it stands in an address; anything else leads home.
 * Browsers take `\` for `/`, drop tabs and line ends and leave `/.` out, so the path is read as
 * they read it; what begins with two slashes then is another site.
 */
export function ownPath(path: string | null | undefined, otherwise = '/'): string {
  const base = 'http://own.invalid';
  if (!path?.startsWith('/') || !URL.canParse(path, base)) return otherwise;
  const url = new URL(path, base);
  const own = url.pathname + url.search + url.hash;
  return url.origin === base && !own.startsWith('//') ? own : otherwise;
}

function isOwnHost(name: string): boolean {
  const bare = name.replace(/^\[|\]$/g, '');
  if (bare === 'localhost' || bare === hostname().toLowerCase()) return true;
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .some(({ address }) => address === bare);
}
