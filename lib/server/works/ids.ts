import { createHash, randomBytes } from 'node:crypto';

import { z } from 'zod';

/** A random id of 16 characters [A-Za-z0-9_-], 96 bits: nobody guesses the address of a work. */
export function newWorkId(): string {
  return randomBytes(12).toString('base64url');
}

/** What tables know a code by: it is too long for an index. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

/** Whatever may be an id; anything else is not looked up at all. */
export const idSchema = z.string().regex(/^[\w-]{1,64}$/);
