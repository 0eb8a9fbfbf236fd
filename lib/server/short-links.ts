import { randomInt } from 'node:crypto';

import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';

import { MAX_CODE_LENGTH } from '@/lib/latent/codec';
import type { LinkKind } from '@/lib/latent/link-kinds';
import type { GeneratorEntry } from '@/models/card';
import { generators } from '@/models/registry';

import type { Database, Queries } from './database/database';
import { isDuplicate, isWorthAnotherTry } from './database/failures';
import { shortLinks } from './database/schema';
import { inTransaction } from './database/transaction';
import { kindOfCode } from './links';
import { hashOfCode } from './works/ids';

/** Without those that look like another: to be read out and typed in. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const LENGTH = 7;
const SLUG = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

export const shortLinkSchema = z.strictObject({
  code: z.string('A short link needs the long one.').min(1).max(MAX_CODE_LENGTH),
});

/**
 * A short name for a code: the same one when the same person (or anybody without an
 * account) asks again.
 * @param ownerId whose link it is; it goes when the account goes
 * @returns seven letters and digits
 * @throws SfumatoError as `kindOfCode` for what is no code.
 */
export async function createShortLink(
  db: Database,
  code: string,
  ownerId?: string,
  models: readonly GeneratorEntry[] = generators,
): Promise<string> {
  const kind = kindOfCode(code, models);
  const codeHash = hashOfCode(code);
  return inTransaction(
    db,
    async (queries) => {
      const [link] = await queries
        .insert(shortLinks)
        .values({ slug: newSlug(), kind, code, codeHash, ownerId: ownerId ?? null })
        // Changes nothing, but hands out the row that is there.
        .onConflictDoUpdate({
          target: [shortLinks.codeHash, shortLinks.ownerId],
          set: { codeHash: sql`excluded.code_hash` },
        })
        .returning({ slug: shortLinks.slug });
      return link!.slug;
    },
    // A slug that is taken: the next try has another.
    (thrown) => isWorthAnotherTry(thrown) || isDuplicate(thrown),
  );
}

/** Where a short link leads; undefined for one that was never given. */
export async function findShortLink(
  queries: Queries,
  slug: string,
): Promise<{ kind: LinkKind; code: string } | undefined> {
  const [link] = await queries
    .select({ kind: shortLinks.kind, code: shortLinks.code })
    .from(shortLinks)
    .where(eq(shortLinks.slug, slug));
  return link;
}

/** Whether a text can be a short link at all; anything else need not be looked up. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

function newSlug(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
