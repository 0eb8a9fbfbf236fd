import { and, eq, inArray, or, sql } from 'drizzle-orm';

import { rowsOf, type Queries } from '../database/database';
import { users, works } from '../database/schema';
import { getWork, SUMMARY, type WorkSummary } from './find';
import { maySee, type Viewer } from './viewer';

/** Places looked at at most; a family beyond it is cut off at its far ends. */
export const MAX_FAMILY = 10_000;

/** Ancestors looked at at most, so that a long descent leaves room for the descendants. */
const MAX_ANCESTORS = MAX_FAMILY / 2;

export interface FamilyEdge {
  /** Places in the list. */
  readonly parent: number;
  readonly child: number;
}

/** A work with all it grew from and all that grew from it. */
export interface Family {
  /** The place of the work itself. */
  readonly self: number;
  /** Null for a work that was deleted, or that is not this viewer's to see. */
  readonly places: readonly (WorkSummary | null)[];
  /** The parents of each child in their order. */
  readonly edges: readonly FamilyEdge[];
  /** False when there was more than can be shown. */
  readonly isWhole: boolean;
}

export interface FamilyOptions {
  /** With brothers, sisters and cousins: everything that grew from any of the ancestors. */
  readonly relatives?: boolean;
  readonly most?: number;
}

/**
 * The family of a work, for somebody who may open it. Works that are not theirs to see
 * keep a place without a name where the tree would fall apart without them, and only there.
 * @throws SfumatoError `not-found`
 */
export async function getFamily(
  queries: Queries,
  viewer: Viewer,
  id: string,
  { relatives = false, most = MAX_FAMILY }: FamilyOptions = {},
): Promise<Family> {
  await getWork(queries, viewer, id);
  const ancestors = await follow(queries, [id], 'up', Math.min(most, MAX_ANCESTORS));
  const from = relatives ? ancestors.ids : [id];
  const descendants = await follow(
    queries,
    from,
    'down',
    most - ancestors.ids.length + from.length,
  );
  const ids = [...new Set([...ancestors.ids, ...descendants.ids])];

  const shown = new Map<string, WorkSummary>();
  for (const part of chunks(ids, 1000)) {
    const rows = await queries
      .select(SUMMARY)
      .from(works)
      .innerJoin(users, eq(users.id, works.authorId))
      .where(and(inArray(works.id, part), or(eq(works.id, id), maySee(viewer))));
    for (const row of rows) shown.set(row.id, row);
  }
  const edges = await edgesAmong(queries, ids);
  const kept = withoutLooseEnds(ids, edges, (place) => shown.has(place));
  const index = new Map(kept.map((place, i) => [place, i]));
  return {
    self: index.get(id)!,
    places: kept.map((place) => shown.get(place) ?? null),
    edges: edges.flatMap(({ parent, child }) => {
      const [from, to] = [index.get(parent), index.get(child)];
      return from === undefined || to === undefined ? [] : [{ parent: from, child: to }];
    }),
    isWhole: ancestors.isWhole && descendants.isWhole,
  };
}

/**
 * Everything that can be reached in one direction, the nearest first, the beginning
 * included. PostgreSQL takes a step only when its rows are asked for, so the limit bounds
 * the work as well; `UNION` keeps each place once.
 */
async function follow(
  queries: Queries,
  from: readonly string[],
  direction: 'up' | 'down',
  most: number,
): Promise<{ ids: string[]; isWhole: boolean }> {
  const step =
    direction === 'up'
      ? sql`SELECT lineage.parent_id FROM reached JOIN lineage ON lineage.child_id = reached.id`
      : sql`SELECT lineage.child_id FROM reached JOIN lineage ON lineage.parent_id = reached.id`;
  const rows = await rowsOf<{ id: string }>(
    queries,
    sql`WITH RECURSIVE reached (id) AS (
      SELECT id FROM nodes WHERE id IN (${idsIn(from)})
      UNION ${step}
    )
    SELECT id FROM reached LIMIT ${most + 1}`,
  );
  return { ids: rows.slice(0, most).map(({ id }) => id), isWhole: rows.length <= most };
}

async function edgesAmong(queries: Queries, ids: readonly string[]) {
  return rowsOf<{ parent: string; child: string }>(
    queries,
    sql`WITH places AS (${idsIn(ids)})
    SELECT parent_id AS parent, child_id AS child FROM lineage
    WHERE child_id IN (SELECT id FROM places) AND parent_id IN (SELECT id FROM places)
    ORDER BY child_id, position`,
  );
}

/** Any number of ids as one value of the query. */
function idsIn(ids: readonly string[]) {
  return sql`SELECT value COLLATE "C" AS id FROM json_array_elements_text(${JSON.stringify(ids)}::json)`;
}

/**
 * The places without those nameless ones that hold nothing together: at the lower end of
 * the tree all of them, at the upper end those whose children have no name either.
 */
function withoutLooseEnds(
  ids: readonly string[],
  edges: readonly { parent: string; child: string }[],
  isShown: (id: string) => boolean,
): string[] {
  const parents = new Map<string, string[]>(ids.map((id) => [id, []]));
  const children = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { parent, child } of edges) {
    parents.get(child)!.push(parent);
    children.get(parent)!.push(child);
  }
  const kept = new Set(ids);
  const present = (list: readonly string[]) => list.filter((id) => kept.has(id));
  const isLoose = (id: string) => {
    const below = present(children.get(id)!);
    if (below.length === 0) return true;
    return present(parents.get(id)!).length === 0 && !below.some(isShown);
  };
  const open = ids.filter((id) => !isShown(id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (!kept.has(id) || !isLoose(id)) continue;
    kept.delete(id);
    // What hung on it may be loose now.
    open.push(
      ...present([...parents.get(id)!, ...children.get(id)!]).filter((other) => !isShown(other)),
    );
  }
  return ids.filter((id) => kept.has(id));
}

function* chunks<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size);
}
