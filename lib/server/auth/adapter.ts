import { and, eq, lt, sql } from 'drizzle-orm';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';

import type { Queries } from '../database/database';
import { accounts, sessions, users, verificationTokens } from '../database/schema';
import { withDatabase } from '../database/server';
import { newWorkId as newId } from '../works/ids';
import { findSession, sweepSessions } from './sessions';
import { hashOfToken } from './tokens';

/**
 * next-auth's door to the tables. Tokens are hashed on the way, so that the tables sign
 * nobody in; of providers only the account's number is kept, no name, address or token.
 * @param device what the session that begins now is called in its owner's list
 */
export function createAdapter(device: string): Adapter {
  return {
    createUser: (user: Omit<AdapterUser, 'id'>) =>
      withDatabase((db) => insertUser(db, user.email, user.emailVerified)),
    getUser: (id) => withDatabase((db) => findUser(db, eq(users.id, id))),
    getUserByEmail: (email) =>
      withDatabase((db) => findUser(db, eq(users.email, email.toLowerCase()))),
    getUserByAccount: ({ provider, providerAccountId }) =>
      withDatabase(async (db) => {
        const [account] = await db
          .select({ userId: accounts.userId })
          .from(accounts)
          .where(
            and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)),
          );
        return account ? findUser(db, eq(users.id, account.userId)) : null;
      }),
    updateUser: ({ id, emailVerified }) =>
      withDatabase(async (db) => {
        await db
          .update(users)
          .set({ emailVerified: emailVerified ?? null })
          .where(eq(users.id, id));
        return (await findUser(db, eq(users.id, id)))!;
      }),
    linkAccount: ({ provider, providerAccountId, type, userId }: AdapterAccount) =>
      withDatabase(async (db) => {
        await db.insert(accounts).values({ provider, providerAccountId, type, userId });
      }),
    createSession: ({ sessionToken, userId, expires }) =>
      withDatabase(async (db) => {
        await sweepSessions(db);
        const tokenHash = hashOfToken(sessionToken);
        await db.insert(sessions).values({ id: newId(), tokenHash, userId, expires, device });
        return { sessionToken, userId, expires };
      }),
    getSessionAndUser: (sessionToken) =>
      withDatabase(async (db) => {
        const session = await findSession(db, sessionToken);
        const user = session && (await findUser(db, eq(users.id, session.userId)));
        if (!session || !user) return null;
        return { user, session: { sessionToken, userId: user.id, expires: session.expires } };
      }),
    // Sessions are not prolonged: they have an end from the beginning.
    updateSession: () => null,
    deleteSession: (sessionToken) =>
      withDatabase(async (db) => {
        await db.delete(sessions).where(eq(sessions.tokenHash, hashOfToken(sessionToken)));
      }),
    createVerificationToken: ({ identifier, token, expires }) =>
      withDatabase(async (db) => {
        // Addresses of those who never came are not kept.
        await db.delete(verificationTokens).where(lt(verificationTokens.expires, sql`now()`));
        await db
          .insert(verificationTokens)
          .values({ identifier, tokenHash: hashOfToken(token), expires });
        return { identifier, token, expires };
      }),
    useVerificationToken: ({ token }) =>
      withDatabase(async (db) => {
        // The token alone finds its row, so that the link need not show the address. Deleting
        // and reading are one step: of two at the same moment one comes too late.
        const [row] = await db
          .delete(verificationTokens)
          .where(eq(verificationTokens.tokenHash, hashOfToken(token)))
          .returning({
            identifier: verificationTokens.identifier,
            expires: verificationTokens.expires,
          });
        return row ? { ...row, token } : null;
      }),
  };
}

async function findUser(
  queries: Queries,
  condition: ReturnType<typeof eq>,
): Promise<AdapterUser | null> {
  const [user] = await queries
    .select({ id: users.id, email: users.email, emailVerified: users.emailVerified })
    .from(users)
    .where(condition);
  return user ? adapterUser(user) : null;
}

async function insertUser(
  queries: Queries,
  email: string | null | undefined,
  emailVerified: Date | null,
): Promise<AdapterUser> {
  const user = { id: newId(), email: email?.toLowerCase() ?? null, emailVerified };
  await queries.insert(users).values(user);
  return adapterUser(user);
}

/** next-auth wants an address of everybody; who came by a provider has none here. */
function adapterUser(user: {
  id: string;
  email: string | null;
  emailVerified: Date | null;
}): AdapterUser {
  return { ...user, email: user.email ?? '' };
}
