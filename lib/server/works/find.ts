import { and, asc, desc, eq, sql } from 'drizzle-orm';

import { SfumatoError } from '@/lib/errors';

import type { Queries } from '../database/database';
import { lineage, users, workClasses, works } from '../database/schema';
import { idSchema } from './ids';
import { NOT_THERE } from './save';
import { maySee, mayOpen, type Viewer } from './viewer';

/** What every list shows of a work. */
export const SUMMARY = {
  id: works.id,
  kind: works.kind,
  pictureCode: works.pictureCode,
  model: works.model,
  modelVersion: works.modelVersion,
  title: works.title,
  visibility: works.visibility,
  children: works.children,
  createdAt: works.createdAt,
  publishedAt: works.publishedAt,
  authorId: works.authorId,
  /** As the author wants to be called; null for somebody who said nothing. */
  authorName: users.displayName,
};

export type WorkSummary = Awaited<ReturnType<typeof summaryRows>>[number];

/** A work as somebody who may open it sees it. */
export interface Work extends WorkSummary {
  /** The link code. */
  readonly code: string;
  readonly note: string;
  readonly updatedAt: Date;
  /** Whether it was taken out of the others' sight. */
  readonly isHidden: boolean;
  readonly isOwn: boolean;
  /** Shares of classes in thousandths, the greatest first. */
  readonly classes: readonly { readonly classId: string; readonly weight: number }[];
  /** What it grew from, in order; null for what was deleted or is not this viewer's to see. */
  readonly parents: readonly (ParentSummary | null)[];
}

export interface ParentSummary {
  readonly id: string;
  readonly title: string;
  readonly pictureCode: string;
}

/**
 * A work by its id, for somebody who may open it.
 * @throws SfumatoError `not-found`, the same for works that are not there and works of others
 * that are private or hidden.
 */
export async function getWork(queries: Queries, viewer: Viewer, id: string): Promise<Work> {
  if (!idSchema.safeParse(id).success) throw new SfumatoError('not-found', NOT_THERE);
  const [row] = await queries
    .select({
      ...SUMMARY,
      code: works.code,
      note: works.note,
      updatedAt: works.updatedAt,
      isHidden: sql<boolean>`${works.hiddenAt} IS NOT NULL`,
    })
    .from(works)
    .innerJoin(users, eq(users.id, works.authorId))
    .where(and(eq(works.id, id), mayOpen(viewer)));
  if (!row) throw new SfumatoError('not-found', NOT_THERE);
  const classes = await queries
    .select({ classId: workClasses.classId, weight: workClasses.weight })
    .from(workClasses)
    .where(eq(workClasses.workId, id))
    .orderBy(desc(workClasses.weight), asc(workClasses.classId));
  const parents = await queries
    .select({ id: works.id, title: works.title, pictureCode: works.pictureCode })
    .from(lineage)
    .leftJoin(works, and(eq(works.id, lineage.parentId), maySee(viewer)))
    .where(eq(lineage.childId, id))
    .orderBy(asc(lineage.position));
  return {
    ...row,
    isOwn: row.authorId === viewer.personId,
    classes,
    parents: parents.map(({ id, title, pictureCode }) =>
      id === null ? null : { id, title: title!, pictureCode: pictureCode! },
    ),
  };
}

/** Works with their authors, to be narrowed down and put in order. */
export function summaryRows(queries: Queries) {
  return queries
    .select(SUMMARY)
    .from(works)
    .innerJoin(users, eq(users.id, works.authorId))
    .$dynamic();
}
