import { and, eq, inArray, sql } from 'drizzle-orm';

import { SfumatoError } from '@/lib/errors';
import type { GeneratorEntry } from '@/models/card';
import { generators } from '@/models/registry';

import type { Database, Queries } from '../database/database';
import { isDuplicate, isWorthAnotherTry } from '../database/failures';
import { lineage, nodes, workClasses, works } from '../database/schema';
import { inTransaction } from '../database/transaction';
import { readContent } from './content';
import { wasHidden } from './hidden';
import { idSchema, newWorkId } from './ids';
import {
  newWorkSchema,
  parseInput,
  workChangesSchema,
  type NewWork,
  type WorkChanges,
} from './input';
import { clearPlaces, countChildren, holdPlaces, parentsOf } from './tree';
import { mayOpen, type Viewer } from './viewer';
import { plainWords } from './words';

/** Somebody who is signed in. */
export type Author = Viewer & { readonly personId: string };

/** A work that was kept, now or before. */
export interface KeptWork {
  readonly id: string;
  /** False for one that the author kept with the same key before: it is as it was. */
  readonly isNew: boolean;
  /** Out of the others' sight: for a new one because the author's same work was hidden before. */
  readonly isHidden: boolean;
}

/**
 * Keeps a work. When this returns, it is kept.
 * @returns with a `saveKey` that the author used before, the work kept then
 * @throws SfumatoError `invalid-input`, whatever `decodeMessage` throws, `not-found` for a
 * parent that the author cannot open.
 */
export async function keepWork(
  db: Database,
  author: Author,
  input: NewWork,
  models: readonly GeneratorEntry[] = generators,
): Promise<KeptWork> {
  const { code, title, note, visibility, parents, saveKey } = parseInput(newWorkSchema, input);
  const { classes, names, ...content } = readContent(code, models);
  return inTransaction(
    db,
    async (queries) => {
      const before = saveKey === undefined ? undefined : await keptWith(queries, author, saveKey);
      if (before !== undefined) return { ...before, isNew: false };
      await holdPlaces(queries, parents);
      await checkParents(queries, author, parents);

      const id = newWorkId();
      const isHidden = await wasHidden(queries, { authorId: author.personId, code });
      await queries.insert(nodes).values({ id });
      await queries.insert(works).values({
        ...content,
        id,
        authorId: author.personId,
        code,
        title,
        note,
        visibility,
        words: plainWords(`${title} ${note}`),
        names: plainWords(names.join(' ')),
        saveKey: saveKey ?? null,
        publishedAt: visibility === 'public' ? sql`now()` : null,
        hiddenAt: isHidden ? sql`now()` : null,
      });
      if (classes.length > 0) {
        await queries
          .insert(workClasses)
          .values(classes.map((share) => ({ workId: id, ...share })));
      }
      if (parents.length > 0) {
        await queries
          .insert(lineage)
          .values(parents.map((parentId, position) => ({ childId: id, position, parentId })));
        if (visibility === 'public') await countChildren(queries, parents);
      }
      return { id, isNew: true, isHidden };
    },
    // The same key at the same moment: the other one is found at the next try.
    (thrown) => isWorthAnotherTry(thrown) || (saveKey !== undefined && isDuplicate(thrown)),
  );
}

/** The same. @returns the id alone */
export async function createWork(...keeping: Parameters<typeof keepWork>): Promise<string> {
  return (await keepWork(...keeping)).id;
}

/**
 * Changes title, note or visibility of one's own work.
 * @returns whether it is out of sight
 * @throws SfumatoError `invalid-input`, `not-found`, `not-allowed` for somebody else's.
 */
export async function updateWork(
  db: Database,
  viewer: Viewer,
  id: string,
  input: WorkChanges,
): Promise<boolean> {
  const { title, note, visibility } = parseInput(workChangesSchema, input);
  return inTransaction(db, async (queries) => {
    const parents = await parentsOf(queries, id);
    await holdPlaces(queries, [id, ...parents]);
    const work = await ownWork(queries, viewer, id);
    // A private copy must not bring back what was taken out of sight.
    const isHidden = visibility === 'public' && (await wasHidden(queries, work));
    const [changed] = await queries
      .update(works)
      .set({
        ...(title !== undefined && { title }),
        ...(note !== undefined && { note }),
        ...(visibility !== undefined && { visibility }),
        ...(visibility === 'public' && {
          publishedAt: sql`coalesce(${works.publishedAt}, now())`,
        }),
        ...(isHidden && { hiddenAt: sql`coalesce(${works.hiddenAt}, now())` }),
        words: plainWords(`${title ?? work.title} ${note ?? work.note}`),
        updatedAt: sql`now()`,
      })
      .where(eq(works.id, id))
      .returning({ hiddenAt: works.hiddenAt });
    if (visibility !== undefined) await countChildren(queries, parents);
    return changed !== undefined && changed.hiddenAt !== null;
  });
}

/**
 * Deletes one's own work, all of it. What grew from it stays, with a parent that has
 * neither name nor picture.
 * @throws SfumatoError `not-found`, `not-allowed` for somebody else's.
 */
export async function deleteWork(db: Database, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(db, async (queries) => {
    const parents = await parentsOf(queries, id);
    await holdPlaces(queries, [id, ...parents]);
    await ownWork(queries, viewer, id);
    await queries.delete(works).where(eq(works.id, id));
    await countChildren(queries, parents);
    await clearPlaces(queries, [id]);
  });
}

/** Deletes everything that a person has kept, as `deleteWork` does. @returns how many works */
export async function deleteWorksOf(db: Database, personId: string): Promise<number> {
  return inTransaction(db, async (queries) => {
    const own = await queries
      .select({ id: works.id })
      .from(works)
      .where(eq(works.authorId, personId));
    const ids = own.map(({ id }) => id);
    if (ids.length === 0) return 0;
    const parents = await queries
      .selectDistinct({ id: lineage.parentId })
      .from(lineage)
      .where(inArray(lineage.childId, ids));
    const parentIds = parents.map(({ id }) => id);
    await holdPlaces(queries, [...new Set([...ids, ...parentIds])]);
    await queries.delete(works).where(inArray(works.id, ids));
    await countChildren(queries, parentIds);
    await clearPlaces(queries, ids);
    return ids.length;
  });
}

async function keptWith(queries: Queries, { personId }: Author, saveKey: string) {
  const [work] = await queries
    .select({ id: works.id, isHidden: sql<boolean>`${works.hiddenAt} IS NOT NULL` })
    .from(works)
    .where(and(eq(works.authorId, personId), eq(works.saveKey, saveKey)));
  return work;
}

async function checkParents(queries: Queries, author: Author, parents: readonly string[]) {
  if (parents.length === 0) return;
  const found = await queries
    .select({ id: works.id })
    .from(works)
    .where(and(inArray(works.id, [...parents]), mayOpen(author)));
  if (found.length < parents.length) {
    throw new SfumatoError(
      'not-found',
      'A work that this one grew from is not there any more: save it as a new beginning.',
    );
  }
}

/** @throws SfumatoError `not-found` also where the work is there but not for this viewer's eyes. */
async function ownWork(queries: Queries, viewer: Viewer, id: string) {
  const [work] = idSchema.safeParse(id).success
    ? await queries
        .select({
          authorId: works.authorId,
          code: works.code,
          title: works.title,
          note: works.note,
        })
        .from(works)
        .where(and(eq(works.id, id), mayOpen(viewer)))
    : [];
  if (!work) throw new SfumatoError('not-found', NOT_THERE);
  if (work.authorId !== viewer.personId) {
    throw new SfumatoError('not-allowed', 'This work is somebody else’s: only they can change it.');
  }
  return work;
}

/** Said of works that are not there and of works that are not shared alike. */
export const NOT_THERE =
  'There is no such work, or it is not shared with you. Ask whoever sent you here.';
