import { randomBytes } from 'node:crypto';

import { and, count, desc, eq, inArray, isNotNull, isNull, max, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import type { Database, Queries } from '../database/database';
import { reports, works } from '../database/schema';
import { inTransaction } from '../database/transaction';
import { summaryRows, type WorkSummary } from '../works/find';
import { forgetHidden, rememberHidden } from '../works/hidden';
import { idSchema } from '../works/ids';
import { noteSchema, parseInput } from '../works/input';
import { NOT_THERE, type Author } from '../works/save';
import { countChildren, holdPlaces, parentsOf } from '../works/tree';
import { mayOpen, type Viewer } from '../works/viewer';

export const REPORT_REASONS = ['hurts', 'private', 'advertising', 'other'] as const;

export const reportSchema = z.strictObject({
  reason: z.enum(REPORT_REASONS, 'Choose what is wrong.'),
  /** In the person's own words. */
  words: noteSchema
    .refine((text) => text.length <= 500, 'Say it in up to 500 characters.')
    .default(''),
});
export type Report = z.input<typeof reportSchema>;

/** Reports of so many people hide a work until an administrator has looked. */
export const DEFAULT_REPORTS_TO_HIDE = 3;

/** `SFUMATO_REPORTS_TO_HIDE` as a number of people; what is no number above 0 counts as missing. */
export function reportsToHide(environment: Readonly<Record<string, string | undefined>>): number {
  const text = environment['SFUMATO_REPORTS_TO_HIDE'] ?? '';
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : DEFAULT_REPORTS_TO_HIDE;
}

/**
 * Tells the administrators that something is wrong with a work. Of each person the first
 * report counts; enough of them hide the work until somebody looked.
 * @throws SfumatoError `invalid-input`, also for one's own work; `not-found`
 */
export async function reportWork(
  db: Database,
  person: Author,
  id: string,
  input: Report,
  enough: number = DEFAULT_REPORTS_TO_HIDE,
): Promise<void> {
  const { reason, words } = parseInput(reportSchema, input);
  await inTransaction(db, async (queries) => {
    const parents = await parentsOf(queries, id);
    await holdPlaces(queries, [id, ...parents]);
    const work = await openedWork(queries, person, id);
    if (work.authorId === person.personId) {
      throw new SfumatoError('invalid-input', 'This is your own work: change or delete it.');
    }
    await queries
      .insert(reports)
      .values({
        id: randomBytes(12).toString('base64url'),
        workId: id,
        reporterId: person.personId,
        reason: words === '' ? reason : `${reason}: ${words}`,
      })
      .onConflictDoNothing();
    // Of accounts that are there: somebody who deletes hers and comes back is no second person.
    const [open] = await queries
      .select({ count: count(reports.reporterId) })
      .from(reports)
      .where(and(eq(reports.workId, id), isNull(reports.settledAt)));
    if (work.isHidden || (open?.count ?? 0) < enough) return;
    await queries
      .update(works)
      .set({ hiddenAt: sql`now()` })
      .where(eq(works.id, id));
    await rememberHidden(queries, work);
    await countChildren(queries, parents);
  });
}

/**
 * An administrator has looked: the work is hidden from others, or shown (again), and the
 * reports of before do not count any more.
 * @throws SfumatoError `not-allowed` for anybody else, `not-found`
 */
export async function settleWork(
  db: Database,
  viewer: Viewer,
  id: string,
  isHidden: boolean,
): Promise<void> {
  await inTransaction(db, async (queries) => {
    const parents = await parentsOf(queries, id);
    await holdPlaces(queries, [id, ...parents]);
    const work = await openedWork(queries, viewer, id);
    // After looking it up: what one may not see is not there, whoever asks.
    if (!viewer.administrator) {
      throw new SfumatoError('not-allowed', 'Only administrators can hide and show works.');
    }
    await queries
      .update(works)
      .set({ hiddenAt: isHidden ? sql`coalesce(${works.hiddenAt}, now())` : null })
      .where(eq(works.id, id));
    await (isHidden ? rememberHidden : forgetHidden)(queries, work);
    await queries
      .update(reports)
      .set({ settledAt: sql`now()` })
      .where(and(eq(reports.workId, id), isNull(reports.settledAt)));
    await countChildren(queries, parents);
  });
}

/** A work for the administrators to look at. */
export interface ReportedWork {
  readonly work: WorkSummary;
  readonly isHidden: boolean;
  /** What people said, the latest first; empty for one that an administrator hid. */
  readonly reasons: readonly string[];
}

/** Works looked at in one go. */
const MOST_REPORTED = 100;

/**
 * Works with open reports, the latest first, and then those that are hidden.
 * @throws SfumatoError `not-found` for anybody but administrators: there is no such list.
 */
export async function listReported(queries: Queries, viewer: Viewer): Promise<ReportedWork[]> {
  if (!viewer.administrator) throw new SfumatoError('not-found', NOT_THERE);
  const rows = await queries
    .select({
      id: works.id,
      isHidden: sql<boolean>`${works.hiddenAt} IS NOT NULL`,
      latest: max(reports.createdAt),
    })
    .from(works)
    .leftJoin(reports, and(eq(reports.workId, works.id), isNull(reports.settledAt)))
    .where(
      and(ne(works.visibility, 'private'), or(isNotNull(reports.id), isNotNull(works.hiddenAt))),
    )
    .groupBy(works.id)
    .orderBy(sql`max(${reports.createdAt}) DESC NULLS LAST`, desc(works.id))
    .limit(MOST_REPORTED);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const summaries = await summaryRows(queries).where(inArray(works.id, ids));
  const said = await queries
    .select({ id: reports.workId, reason: reports.reason })
    .from(reports)
    .where(and(inArray(reports.workId, ids), isNull(reports.settledAt)))
    .orderBy(desc(reports.createdAt));
  return rows.flatMap(({ id, isHidden }) => {
    const work = summaries.find((summary) => summary.id === id);
    const reasons = said.filter((report) => report.id === id).map(({ reason }) => reason);
    return work ? [{ work, isHidden, reasons }] : [];
  });
}

async function openedWork(queries: Queries, viewer: Viewer, id: string) {
  const [work] = idSchema.safeParse(id).success
    ? await queries
        .select({
          authorId: works.authorId,
          code: works.code,
          isHidden: sql<boolean>`${works.hiddenAt} IS NOT NULL`,
        })
        .from(works)
        .where(and(eq(works.id, id), mayOpen(viewer)))
    : [];
  if (!work) throw new SfumatoError('not-found', NOT_THERE);
  return work;
}
