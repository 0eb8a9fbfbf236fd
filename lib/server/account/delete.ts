import { eq, or, sql } from 'drizzle-orm';
import { z } from 'zod';

import { hashOfAddress } from '../auth/tokens';
import type { Database } from '../database/database';
import { rateLimits, users, verificationTokens } from '../database/schema';
import { inTransaction } from '../database/transaction';
import { parseInput } from '../works/input';
import { deleteWorksOf } from '../works/save';

/** What somebody types who means it. */
export const DELETE_WORDS = 'delete my account';

const deleteSchema = z.strictObject({
  confirmation: z
    .string()
    .max(200)
    .refine(
      (text) => text.trim().toLowerCase() === DELETE_WORDS,
      `Type “${DELETE_WORDS}” to delete your account.`,
    ),
});

/**
 * Deletes an account with everything of it: works, stars, short links, sessions, ways to sign
 * in, counters of its limits. Nothing is marked, all of it is gone. What others grew from its works keeps a parent
 * without a name; reports it made stay without saying by whom, and hide nothing any more.
 * @throws SfumatoError `invalid-input` without the words of `DELETE_WORDS`
 */
export async function deleteAccount(db: Database, personId: string, input: unknown): Promise<void> {
  parseInput(deleteSchema, input);
  await inTransaction(db, async (queries) => {
    // Nobody keeps or stars anything for this account from here on: that would wait for this row.
    const [user] = await queries
      .select({ email: users.email })
      .from(users)
      .where(eq(users.id, personId))
      .for('update');
    if (!user) return;
    await deleteWorksOf(queries, personId);
    if (user.email !== null) {
      await queries.delete(verificationTokens).where(eq(verificationTokens.identifier, user.email));
    }
    // Limits that several processes share are counted under the id and a hash of the address.
    const counted = [personId, ...(user.email === null ? [] : [hashOfAddress(user.email)])];
    await queries
      .delete(rateLimits)
      .where(or(...counted.map((key) => sql`right(${rateLimits.key}, ${key.length}) = ${key}`)));
    // Sessions, providers, stars and short links go with it: ON DELETE CASCADE.
    await queries.delete(users).where(eq(users.id, personId));
  });
}
