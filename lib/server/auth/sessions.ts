import { and, desc, eq, gt, lt, ne, or, sql } from 'drizzle-orm';

import type { Queries } from '../database/database';
import { sessions, users } from '../database/schema';
import { hashOfToken } from './tokens';

/** Nobody stays signed in for longer without signing in again. */
export const SESSION_DAYS = 90;

/** A session that nobody used for so long is over. */
export const IDLE_DAYS = 30;

/** How exactly `seen_at` is kept: each request would be a write otherwise. */
const SEEN_EVERY_MS = 60 * 60 * 1000;

const isAlive = and(
  gt(sessions.expires, sql`now()`),
  gt(sessions.seenAt, sql`now() - make_interval(days => ${IDLE_DAYS})`),
)!;

/** A session that is under way, and whose it is. */
export interface FoundSession {
  readonly id: string;
  readonly expires: Date;
  readonly userId: string;
  /** As the person wants to be called. */
  readonly displayName: string | null;
  readonly email: string | null;
}

/** The session of a token, unless it is over. Notes now and then that it was used. */
export async function findSession(
  queries: Queries,
  token: string,
): Promise<FoundSession | undefined> {
  const [row] = await queries
    .select({
      id: sessions.id,
      expires: sessions.expires,
      seenAt: sessions.seenAt,
      userId: users.id,
      displayName: users.displayName,
      email: users.email,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenHash, hashOfToken(token)), isAlive));
  if (!row) return undefined;
  const { seenAt, ...session } = row;
  if (Date.now() - seenAt.getTime() > SEEN_EVERY_MS) {
    await queries
      .update(sessions)
      .set({ seenAt: sql`now()` })
      .where(eq(sessions.id, session.id));
  }
  return session;
}

/** A session as its owner sees it in a list. */
export interface ListedSession {
  readonly id: string;
  /** The kind of browser, in words. */
  readonly device: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

/** Where somebody is signed in, the last used first. */
export function listSessions(queries: Queries, userId: string): Promise<ListedSession[]> {
  return queries
    .select({
      id: sessions.id,
      device: sessions.device,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isAlive))
    .orderBy(desc(sessions.seenAt), desc(sessions.id));
}

/** Ends one of somebody's own sessions. @returns false when they have no such session */
export async function endSession(
  queries: Queries,
  userId: string,
  sessionId: string,
): Promise<boolean> {
  const ended = await queries
    .delete(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/** Ends all of somebody's sessions, or all but one. @returns how many */
export async function endSessions(
  queries: Queries,
  userId: string,
  exceptId?: string,
): Promise<number> {
  const ended = await queries
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        exceptId === undefined ? undefined : ne(sessions.id, exceptId),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

/** Removes what is over, whosever it is. */
export async function sweepSessions(queries: Queries): Promise<void> {
  await queries
    .delete(sessions)
    .where(
      or(
        lt(sessions.expires, sql`now()`),
        lt(sessions.seenAt, sql`now() - make_interval(days => ${IDLE_DAYS})`),
      ),
    );
}
