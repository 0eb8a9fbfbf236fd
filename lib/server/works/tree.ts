import { asc, eq, inArray, sql } from 'drizzle-orm';

import type { Queries } from '../database/database';
import { lineage, nodes, works } from '../database/schema';

/**
 * Holds places of the family tree until the transaction ends. Everything that adds,
 * removes, shows or hides a work takes its own place and those of its parents first, always
 * in the same order; so counts are right and nobody waits for each other in a circle.
 */
export async function holdPlaces(queries: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await queries
    .select({ id: nodes.id })
    .from(nodes)
    .where(inArray(nodes.id, [...ids]))
    .orderBy(asc(nodes.id))
    .for('update');
}

/** The ids of the places a work grew from, in order. */
export async function parentsOf(queries: Queries, id: string): Promise<string[]> {
  const rows = await queries
    .select({ id: lineage.parentId })
    .from(lineage)
    .where(eq(lineage.childId, id))
    .orderBy(asc(lineage.position));
  return rows.map((row) => row.id);
}

/** Counts anew how many works of the gallery grew from each of these. Call it holding their places. */
export async function countChildren(queries: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await queries
    .update(works)
    .set({
      children: sql`(
        SELECT count(*)::int FROM lineage JOIN works child ON child.id = lineage.child_id
        WHERE lineage.parent_id = ${works}.id
          AND child.visibility = 'public' AND child.hidden_at IS NULL
      )`,
    })
    .where(inArray(works.id, [...ids]));
}

/**
 * Removes places that hold no work and that nothing grows from, and then their parents
 * where the same became true of them.
 */
export async function clearPlaces(queries: Queries, ids: readonly string[]): Promise<void> {
  for (let left = ids; left.length > 0;) {
    await holdPlaces(queries, left);
    const parents = await queries
      .selectDistinct({ id: lineage.parentId })
      .from(lineage)
      .where(inArray(lineage.childId, [...left]));
    const cleared = await queries
      .delete(nodes)
      .where(
        sql`${inArray(nodes.id, [...left])}
          AND NOT EXISTS (SELECT FROM works WHERE works.id = ${nodes.id})
          AND NOT EXISTS (SELECT FROM lineage WHERE lineage.parent_id = ${nodes.id})`,
      )
      .returning({ id: nodes.id });
    left = cleared.length > 0 ? parents.map(({ id }) => id) : [];
  }
}
