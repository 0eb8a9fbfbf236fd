import { and, eq, type SQL } from 'drizzle-orm';

import type { Queries } from '../database/database';
import { hiddenCodes } from '../database/schema';
import { hashOfCode } from './ids';

/** A work, by what it is the same after it was deleted. Others may keep the same code. */
interface Hidden {
  readonly authorId: string;
  readonly code: string;
}

/** Remembers that a work was taken out of sight, whatever its author does with it. */
export async function rememberHidden(queries: Queries, { authorId, code }: Hidden): Promise<void> {
  await queries
    .insert(hiddenCodes)
    .values({ authorId, codeHash: hashOfCode(code) })
    .onConflictDoNothing();
}

/** The work may be seen again: its author may keep the same anew as well. */
export async function forgetHidden(queries: Queries, hidden: Hidden): Promise<void> {
  await queries.delete(hiddenCodes).where(is(hidden));
}

/** Whether the author's same work was taken out of sight. */
export async function wasHidden(queries: Queries, hidden: Hidden): Promise<boolean> {
  return (await queries.select().from(hiddenCodes).where(is(hidden))).length > 0;
}

function is({ authorId, code }: Hidden): SQL {
  return and(eq(hiddenCodes.authorId, authorId), eq(hiddenCodes.codeHash, hashOfCode(code)))!;
}
