import { headers } from 'next/headers';
import { cache } from 'react';

import { SfumatoError } from '@/lib/errors';

import { withDatabase } from '../database/server';
import type { Author } from '../works/save';
import { ANYONE, type Viewer } from '../works/viewer';
import { isAdministrator } from './administrators';
import { sessionToken } from './cookies';
import { findSession } from './sessions';

/** Somebody who is signed in. */
export interface Person {
  readonly id: string;
  /** As they want to be called; null when they have not said. */
  readonly name: string | null;
  readonly isAdministrator: boolean;
  /** Their session, to tell it from their other ones. */
  readonly sessionId: string;
}

/**
 * Who sent a request, by its headers; null for somebody who is not signed in. Every handler
 * that keeps, shows or changes anything of anybody asks this, whatever stood before it. A
 * request without a session's cookie never opens the database.
 * @throws SfumatoError `unavailable` while the database is away
 */
export async function personOf(requestHeaders: Headers): Promise<Person | null> {
  const token = sessionToken(requestHeaders);
  if (token === undefined) return null;
  const session = await withDatabase((db) => findSession(db, token));
  if (!session) return null;
  return {
    id: session.userId,
    name: session.displayName,
    isAdministrator: isAdministrator(session.email),
    sessionId: session.id,
  };
}

/** The same for a page or a server action: asked once a request, however many components ask. */
export const currentPerson: () => Promise<Person | null> = cache(async () =>
  personOf(await headers()),
);

/**
 * Who sent a request, where nobody else will do.
 * @param requestHeaders of the request; without them of the one that is being answered
 * @throws SfumatoError `not-allowed` for somebody who is not signed in; as `personOf`
 */
export async function requirePerson(requestHeaders?: Headers): Promise<Person> {
  const person = await (requestHeaders ? personOf(requestHeaders) : currentPerson());
  if (person) return person;
  throw new SfumatoError('not-allowed', 'You are not signed in (any more). Sign in and try again.');
}

/** A person as the author of works. */
export function authorOf({ id, isAdministrator: administrator }: Person): Author {
  return { personId: id, administrator };
}

/** Anybody as the viewer of works. */
export function viewerOf(person: Person | null): Viewer {
  return person ? authorOf(person) : ANYONE;
}
