import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';

import { personOf, viewerOf, type Person } from '../auth/session';
import type { Queries } from '../database/database';
import { works } from '../database/schema';
import { withDatabase } from '../database/server';
import { summaryRows } from '../works/find';
import { idSchema } from '../works/ids';
import { MAX_PARENTS, parseInput, saveKeySchema } from '../works/input';
import { listOwn, type OwnRequest } from '../works/list';
import { mayOpen, type Viewer } from '../works/viewer';
import { cardOf, type WorkCard } from './cards';
import { countRequest } from './limits';
import { answered, FRESH, NotSignedIn, type GalleryPage } from './requests';
import { countStars } from './stars';

/** A page of what a person has kept, with everything that is private. @throws SfumatoError as `listOwn` */
export function ownPage(person: Person, input: OwnRequest): Promise<GalleryPage> {
  return withDatabase(async (db) => {
    const page = await listOwn(db, person.id, input);
    const ids = page.works.map(({ id }) => id);
    const stars = await countStars(db, ids, viewerOf(person));
    const cards = page.works.map((work) => ({
      ...cardOf(work, stars),
      visibility: work.visibility,
    }));
    return { ...page, works: cards };
  });
}

/** The same as JSON, for going on where a page ended. Never throws. */
export function serveOwnPage(request: Request, input: OwnRequest): Promise<Response> {
  return answered(async () => {
    await countRequest('looking', request.headers);
    const person = await personOf(request.headers);
    if (!person) throw new NotSignedIn();
    return Response.json(await ownPage(person, input), { headers: FRESH });
  });
}

const draftSchema = z.strictObject({
  parents: z.array(idSchema).max(MAX_PARENTS),
  saveKey: saveKeySchema.optional(),
});

/**
 * What whoever is about to keep something needs to know: whether they are signed in, the works
 * it grew from, in order, as far as they may open them, and what they kept under this very key
 * before. Never throws.
 */
export function serveKeeping(request: Request, draft: z.input<typeof draftSchema>) {
  return answered(async () => {
    await countRequest('looking', request.headers);
    const person = await personOf(request.headers);
    const { parents, saveKey } = parseInput(draftSchema, draft);
    const known = await withDatabaseIf(parents.length > 0 || person !== null, async (db) => ({
      parents: await openedWorks(db, viewerOf(person), parents),
      kept: person && saveKey !== undefined ? await keptBefore(db, person, saveKey) : null,
    }));
    const { kept = null, parents: opened = [] } = known ?? {};
    return Response.json(
      { isSignedIn: person !== null, parents: opened, kept },
      { headers: FRESH },
    );
  });
}

/** Nobody's question about nothing need not open the database. */
function withDatabaseIf<T>(isNeeded: boolean, work: (db: Queries) => Promise<T>) {
  return isNeeded ? withDatabase(work) : undefined;
}

async function openedWorks(
  queries: Queries,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Pick<WorkCard, 'id' | 'title' | 'picture'>[]> {
  if (ids.length === 0) return [];
  const found = await summaryRows(queries).where(and(inArray(works.id, [...ids]), mayOpen(viewer)));
  return ids.flatMap((wanted) => {
    const work = found.find((row) => row.id === wanted);
    if (!work) return [];
    const { id, title, picture } = cardOf(work, new Map());
    return [{ id, title, picture }];
  });
}

async function keptBefore(queries: Queries, person: Person, saveKey: string) {
  const [work] = await queries
    .select({
      id: works.id,
      title: works.title,
      note: works.note,
      visibility: works.visibility,
    })
    .from(works)
    .where(and(eq(works.authorId, person.id), eq(works.saveKey, saveKey)));
  return work ?? null;
}
