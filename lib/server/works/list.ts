import { and, desc, eq, exists, inArray, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import { MAX_MIX_CLASSES, WEIGHT_STEPS } from '@/lib/latent/mix';

import type { Queries } from '../database/database';
import { users, workClasses, works } from '../database/schema';
import { readCursor, writeCursor, type Cursor } from './cursor';
import { SUMMARY, summaryRows, type WorkSummary } from './find';
import { idSchema } from './ids';
import { parseInput } from './input';
import { isInGallery, isOwn } from './viewer';
import { searchQuery } from './words';

const classIdSchema = z.string().min(1).max(80);

const pageFields = {
  /** Where the page before ended. */
  after: z.string().max(400).optional(),
  limit: z.number().int().min(1).max(100).default(24),
  /** Words of title, note and artists' names; beginnings count. */
  search: z.string().max(200, 'Search for fewer words.').optional(),
  /** Ids of models; all without them. */
  models: z.array(z.string().max(40)).min(1).max(50).optional(),
};

export const galleryRequestSchema = z.strictObject({
  ...pageFields,
  /** `newest` in the gallery, `grown`: what most grew from, `mix`: nearest to a mix. */
  order: z.enum(['newest', 'grown', 'mix']).default('newest'),
  /** What `mix` is to be near to; shares in thousandths. */
  mix: z
    .array(
      z.strictObject({ classId: classIdSchema, weight: z.number().int().min(1).max(WEIGHT_STEPS) }),
    )
    .min(1)
    .max(MAX_MIX_CLASSES)
    .optional(),
  /** Only works with something of this artist. */
  classId: classIdSchema.optional(),
  authorId: idSchema.optional(),
});
export type GalleryRequest = z.input<typeof galleryRequestSchema>;

const ownRequestSchema = z.strictObject(pageFields);
export type OwnRequest = z.input<typeof ownRequestSchema>;

export interface Page {
  readonly works: readonly WorkSummary[];
  /** Where the next page begins; missing on the last one. */
  readonly next?: string;
}

/**
 * A page of the gallery. Goes on where the page before ended, whatever was added meanwhile.
 * @throws SfumatoError `invalid-input`
 */
export async function listGallery(queries: Queries, input: GalleryRequest): Promise<Page> {
  const request = parseInput(galleryRequestSchema, input);
  const { order, mix, classId, authorId, limit } = request;
  const after = request.after === undefined ? undefined : readCursor(request.after, order);
  const conditions = [
    isInGallery,
    ...filters(request),
    authorId !== undefined && eq(works.authorId, authorId),
    classId !== undefined && exists(classOf(queries, classId)),
  ].filter((condition) => condition !== false);

  if (order === 'mix') {
    if (!mix) throw new SfumatoError('invalid-input', 'Choose at least one artist to sort by.');
    const near = overlaps(queries, mix);
    const rows = await queries
      .select({ ...SUMMARY, score: near.score })
      .from(works)
      .innerJoin(users, eq(users.id, works.authorId))
      .innerJoin(near, eq(near.workId, works.id))
      .where(
        and(
          ...conditions,
          after && sql`(${near.score}, ${works.id}) < (${after.key}::int, ${after.id})`,
        ),
      )
      .orderBy(desc(near.score), desc(works.id))
      .limit(limit + 1);
    return pageOf(
      rows,
      limit,
      order,
      ({ score }) => score,
      ({ score: _, ...summary }) => summary,
    );
  }
  const sorted = order === 'newest' ? works.publishedAt : works.children;
  const rows = await summaryRows(queries)
    .where(and(...conditions, isAfter(sorted, after)))
    .orderBy(desc(sorted), desc(works.id))
    .limit(limit + 1);
  return pageOf(rows, limit, order, ({ publishedAt, children }) =>
    order === 'newest' ? publishedAt!.getTime() : children,
  );
}

/**
 * A page of what a person has kept, the latest first, with everything that is private.
 * @throws SfumatoError `invalid-input`
 */
export async function listOwn(
  queries: Queries,
  personId: string,
  input: OwnRequest,
): Promise<Page> {
  const request = parseInput(ownRequestSchema, input);
  const after = request.after === undefined ? undefined : readCursor(request.after, 'own');
  const rows = await summaryRows(queries)
    .where(and(isOwn({ personId }), ...filters(request), isAfter(works.createdAt, after)))
    .orderBy(desc(works.createdAt), desc(works.id))
    .limit(request.limit + 1);
  return pageOf(rows, request.limit, 'own', ({ createdAt }) => createdAt.getTime());
}

function filters({
  search,
  models,
}: {
  search?: string | undefined;
  models?: string[] | undefined;
}): SQL[] {
  const conditions: SQL[] = [];
  if (models) conditions.push(inArray(works.model, models));
  const query = search === undefined ? undefined : searchQuery(search);
  if (query !== undefined) {
    // Word for word as in the index.
    conditions.push(
      sql`to_tsvector('simple', ${works.words} || ' ' || ${works.names}) @@ to_tsquery('simple', ${query})`,
    );
  }
  return conditions;
}

function classOf(queries: Queries, classId: string) {
  return queries
    .select({ one: sql`1` })
    .from(workClasses)
    .where(and(eq(workClasses.workId, works.id), eq(workClasses.classId, classId)));
}

/** How much of a mix is in each work's: the shares that both have, 0 to 1000. */
function overlaps(queries: Queries, mix: readonly { classId: string; weight: number }[]) {
  const wanted = sql.join(
    mix.map(({ classId, weight }) => sql`WHEN ${classId} THEN ${weight}::int`),
    sql` `,
  );
  return queries
    .select({
      workId: workClasses.workId,
      score:
        sql<number>`sum(least(${workClasses.weight}, CASE ${workClasses.classId} ${wanted} END))::int`.as(
          'score',
        ),
    })
    .from(workClasses)
    .where(
      inArray(
        workClasses.classId,
        mix.map(({ classId }) => classId),
      ),
    )
    .groupBy(workClasses.workId)
    .as('near');
}

/** Rows that come after the cursor where both columns fall. */
function isAfter(
  column: typeof works.publishedAt | typeof works.createdAt | typeof works.children,
  after: Cursor | undefined,
): SQL | undefined {
  if (!after) return undefined;
  const key =
    column === works.children
      ? sql`${Math.round(after.key)}::int`
      : sql`${new Date(after.key).toISOString()}::timestamptz`;
  return sql`(${column}, ${works.id}) < (${key}, ${after.id})`;
}

/** @param rows one more than fits, when there are more */
function pageOf<T extends WorkSummary>(
  rows: readonly T[],
  limit: number,
  order: string,
  keyOf: (row: T) => number,
  summaryOf: (row: T) => WorkSummary = (row) => row,
): Page {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    works: shown.map(summaryOf),
    ...(last && { next: writeCursor({ order, key: keyOf(last), id: last.id }) }),
  };
}
