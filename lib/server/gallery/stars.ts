import { and, eq, inArray, sql } from 'drizzle-orm';

import { SfumatoError } from '@/lib/errors';

import type { Database, Queries } from '../database/database';
import { stars, works } from '../database/schema';
import { idSchema } from '../works/ids';
import { NOT_THERE, type Author } from '../works/save';
import { mayOpen, type Viewer } from '../works/viewer';

export interface Stars {
  readonly count: number;
  /** Whether the viewer gave one. */
  readonly isMine: boolean;
}

const NONE: Stars = { count: 0, isMine: false };

/**
 * Gives a work a star of this person, or takes it back. Doing so twice changes nothing.
 * @returns the stars of the work afterwards
 * @throws SfumatoError `not-found` for a work that the person may not open.
 */
export async function setStar(
  db: Database,
  person: Author,
  id: string,
  isOn: boolean,
): Promise<Stars> {
  const [work] = idSchema.safeParse(id).success
    ? await db
        .select({ id: works.id })
        .from(works)
        .where(and(eq(works.id, id), mayOpen(person)))
    : [];
  if (!work) throw new SfumatoError('not-found', NOT_THERE);
  if (isOn) {
    // From the row itself: it may have been deleted since it was looked up.
    await db.execute(sql`
      INSERT INTO stars (work_id, user_id)
      SELECT id, ${person.personId} FROM works WHERE id = ${id} ON CONFLICT DO NOTHING`);
  } else {
    await db.delete(stars).where(and(eq(stars.workId, id), eq(stars.userId, person.personId)));
  }
  return starsOf(await countStars(db, [id], person), id);
}

/** The stars of works; those without any are missing. */
export async function countStars(
  queries: Queries,
  ids: readonly string[],
  viewer: Viewer,
): Promise<ReadonlyMap<string, Stars>> {
  if (ids.length === 0) return new Map();
  const rows = await queries
    .select({
      id: stars.workId,
      count: sql<number>`count(*)::int`,
      isMine: sql<boolean>`bool_or(${stars.userId} = ${viewer.personId ?? ''})`,
    })
    .from(stars)
    .where(inArray(stars.workId, [...ids]))
    .groupBy(stars.workId);
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}

export function starsOf(counted: ReadonlyMap<string, Stars>, id: string): Stars {
  return counted.get(id) ?? NONE;
}
