import { isSecureSite } from './site';

/**
 * The name of one of our cookies. Browsers take one that begins with `__Host-` only over
 * https and from this very host: no neighbouring domain can slip one in.
 */
export function cookieName(name: string): string {
  return `${isSecureSite() ? '__Host-' : ''}sfumato-${name}`;
}

/** A cookie that a request brought along; undefined when there is none, or an empty one. */
export function readCookie(headers: Headers, name: string): string | undefined {
  for (const part of headers.get('cookie')?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at >= 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** The token of the session that a request claims to be of. */
export function sessionToken(headers: Headers): string | undefined {
  return readCookie(headers, cookieName('session'));
}
