import { and, asc, count, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import type { ListedSession } from '../auth/sessions';
import { listSessions } from '../auth/sessions';
import type { Queries } from '../database/database';
import { accounts, users, works } from '../database/schema';
import { parseInput, titleSchema } from '../works/input';

/** In characters as people count them (code points). */
export const MAX_NAME_LENGTH = 40;

/** A name that others see: one line, or nothing. */
export const nameSchema = z.strictObject({
  name: titleSchema.refine(
    (name) => [...name].length <= MAX_NAME_LENGTH,
    `A name has up to ${MAX_NAME_LENGTH} characters.`,
  ),
});

/** What the account page shows its owner. */
export interface Profile {
  readonly name: string | null;
  /** Null for who only ever came by a provider. */
  readonly email: string | null;
  readonly createdAt: Date;
  /** Providers that sign in to this account, e.g. `github`. */
  readonly providers: readonly string[];
  readonly works: number;
  readonly sessions: readonly ListedSession[];
}

/** @throws SfumatoError `not-found` when the account was deleted a moment ago */
export async function getProfile(queries: Queries, personId: string): Promise<Profile> {
  const [user] = await queries
    .select({ name: users.displayName, email: users.email, createdAt: users.createdAt })
    .from(users)
    .where(eq(users.id, personId));
  if (!user) throw new SfumatoError('not-found', 'This account is not there any more.');
  const linked = await queries
    .select({ provider: accounts.provider })
    .from(accounts)
    .where(eq(accounts.userId, personId))
    .orderBy(asc(accounts.provider));
  const [kept] = await queries
    .select({ works: count() })
    .from(works)
    .where(eq(works.authorId, personId));
  return {
    ...user,
    providers: linked.map(({ provider }) => provider),
    works: kept?.works ?? 0,
    sessions: await listSessions(queries, personId),
  };
}

/**
 * Changes the name that others see; an empty one takes it away.
 * @throws SfumatoError `invalid-input`
 */
export async function rename(queries: Queries, personId: string, input: unknown): Promise<string> {
  const { name } = parseInput(nameSchema, input);
  await queries
    .update(users)
    .set({ displayName: name === '' ? null : name })
    .where(eq(users.id, personId));
  return name;
}

/** Which of these keys a person has kept works under. */
export async function keptKeys(
  queries: Queries,
  personId: string,
  saveKeys: readonly string[],
): Promise<string[]> {
  if (saveKeys.length === 0) return [];
  const rows = await queries
    .select({ saveKey: works.saveKey })
    .from(works)
    .where(and(eq(works.authorId, personId), inArray(works.saveKey, [...saveKeys])));
  return rows.map(({ saveKey }) => saveKey!);
}
