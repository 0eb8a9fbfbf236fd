import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm';

import type { LinkKind } from '@/lib/latent/link-kinds';

import type { Queries } from '../database/database';
import { hiddenCodes, lineage, reports, shortLinks, stars, works } from '../database/schema';
import { getProfile } from './profile';

/** Works read at a time. */
export const WORKS_PAGE = 100;

/** A work as its owner takes it along. */
export interface ExportedWork {
  readonly id: string;
  readonly kind: LinkKind;
  readonly code: string;
  readonly pictureCode: string;
  readonly model: string;
  readonly modelVersion: number;
  readonly title: string;
  readonly note: string;
  readonly visibility: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly publishedAt: Date | null;
  /** Ids of what it grew from, in order. */
  readonly parents: readonly string[];
}

/** Everything else that is kept of a person. */
export async function gatherAccount(queries: Queries, personId: string) {
  const { sessions, ...profile } = await getProfile(queries, personId);
  return {
    ...profile,
    sessions: sessions.map(({ device, createdAt, seenAt }) => ({ device, createdAt, seenAt })),
    stars: await queries
      .select({ workId: stars.workId, at: stars.createdAt })
      .from(stars)
      .where(eq(stars.userId, personId))
      .orderBy(asc(stars.createdAt)),
    reports: await queries
      .select({ workId: reports.workId, reason: reports.reason, at: reports.createdAt })
      .from(reports)
      .where(eq(reports.reporterId, personId))
      .orderBy(asc(reports.createdAt)),
    shortLinks: await queries
      .select({ slug: shortLinks.slug, code: shortLinks.code, at: shortLinks.createdAt })
      .from(shortLinks)
      .where(eq(shortLinks.ownerId, personId))
      .orderBy(asc(shortLinks.createdAt)),
    hiddenCodes: await queries
      .select({ codeHash: hiddenCodes.codeHash })
      .from(hiddenCodes)
      .where(eq(hiddenCodes.authorId, personId)),
  };
}

/** Where a page of works ends. */
export type WorkPlace = Pick<ExportedWork, 'createdAt' | 'id'>;

/**
 * Some of a person's works, the oldest first.
 * @param after the last one of the page before
 * @returns fewer than `WORKS_PAGE` on the last page
 */
export async function readWorks(
  queries: Queries,
  personId: string,
  after?: WorkPlace,
): Promise<ExportedWork[]> {
  const page = await queries
    .select({
      id: works.id,
      kind: works.kind,
      code: works.code,
      pictureCode: works.pictureCode,
      model: works.model,
      modelVersion: works.modelVersion,
      title: works.title,
      note: works.note,
      visibility: works.visibility,
      createdAt: works.createdAt,
      updatedAt: works.updatedAt,
      publishedAt: works.publishedAt,
    })
    .from(works)
    .where(and(eq(works.authorId, personId), after && isAfter(after)))
    .orderBy(asc(works.createdAt), asc(works.id))
    .limit(WORKS_PAGE);
  if (page.length === 0) return [];
  const edges = await queries
    .select({ childId: lineage.childId, parentId: lineage.parentId })
    .from(lineage)
    .where(
      inArray(
        lineage.childId,
        page.map(({ id }) => id),
      ),
    )
    .orderBy(asc(lineage.childId), asc(lineage.position));
  return page.map((work) => ({
    ...work,
    parents: edges.filter(({ childId }) => childId === work.id).map(({ parentId }) => parentId),
  }));
}

function isAfter({ createdAt, id }: WorkPlace) {
  const time = sql`${createdAt.toISOString()}::timestamptz`;
  return or(gt(works.createdAt, time), and(eq(works.createdAt, time), gt(works.id, id)));
}
