import { createHash, randomBytes } from 'node:crypto';

/** A secret for a cookie or a link: 256 random bits as 43 characters [A-Za-z0-9_-]. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the tables keep of a token, so that a copy of them signs nobody in. A plain SHA-256
 * will do: nobody tries out 256 random bits.
 */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** What links to an address are counted by: whose it is need not be written down for that. */
export function hashOfAddress(email: string): string {
  return createHash('sha256').update(email).digest('base64url').slice(0, 22);
}
