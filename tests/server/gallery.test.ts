import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database, OpenDatabase } from '@/lib/server/database/database';
import { reports, stars, users } from '@/lib/server/database/schema';
import { listReported, reportWork, settleWork } from '@/lib/server/gallery/reports';
import { countStars, setStar } from '@/lib/server/gallery/stars';
import { getWork } from '@/lib/server/works/find';
import type { NewWork } from '@/lib/server/works/input';
import { listGallery } from '@/lib/server/works/list';
import { createWork, deleteWork, updateWork, type Author } from '@/lib/server/works/save';
import { ANYONE } from '@/lib/server/works/viewer';

import { openMigrated, testDatabases } from './support/databases';
import { MODELS, pointCode } from './support/models';
import { ann, ben } from './support/tools';

const people = ['ann', 'ben', 'cleo', 'dan', 'ada'];
const [cleo, dan] = [{ personId: 'cleo' }, { personId: 'dan' }];
const ada: Author = { personId: 'ada', administrator: true };

describe.each(testDatabases)('the gallery in $name', (database) => {
  let open: OpenDatabase;
  let db: Database;
  beforeAll(async () => {
    open = await openMigrated(database);
    db = open.db;
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    await db.execute(sql`TRUNCATE users, nodes, short_links CASCADE`);
    await db.insert(users).values(people.map((id) => ({ id, displayName: id })));
  });
  let seed = 0;
  const save = (author: Author, input: Partial<NewWork> = {}) =>
    createWork(db, author, { code: pointCode(++seed), visibility: 'public', ...input }, MODELS);
  const isInSight = async (id: string) =>
    (await listGallery(db, {})).works.some((work) => work.id === id);

  describe('a star', () => {
    it('counts once for each person, however often and fast it is given', async () => {
      const id = await save(ann);
      await Promise.all([1, 2, 3].map(() => setStar(db, ben, id, true)));
      expect(await setStar(db, ann, id, true)).toEqual({ count: 2, isMine: true });
      expect(await countStars(db, [id, await save(ann)], cleo)).toEqual(
        new Map([[id, { count: 2, isMine: false }]]),
      );
      expect(await setStar(db, ben, id, false)).toEqual({ count: 1, isMine: false });
      expect(await setStar(db, ben, id, false)).toEqual({ count: 1, isMine: false });
    });

    it('is given to what one may open only, and goes with the work', async () => {
      const hidden = await save(ann);
      await settleWork(db, ada, hidden, true);
      const closed = [await save(ann, { visibility: 'private' }), hidden, 'nowhere', "'; --"];
      for (const id of closed) {
        await expect(setStar(db, ben, id, true)).rejects.toMatchObject({ code: 'not-found' });
      }
      const id = await save(ann, { visibility: 'link' });
      await setStar(db, ben, id, true);
      await deleteWork(db, ann, id);
      expect(await db.select().from(stars)).toEqual([]);
    });
  });

  describe('a report', () => {
    const report = (by: Author, id: string) => reportWork(db, by, id, { reason: 'hurts' }, 3);

    it('of enough people hides a work, and lowers its parents’ counts, until somebody looked', async () => {
      const parent = await save(ann);
      const id = await save(ben, { parents: [parent] });
      await report(ann, id);
      await report(ann, id);
      await report(cleo, id);
      expect(await isInSight(id)).toBe(true);
      await report(dan, id);
      expect(await isInSight(id)).toBe(false);
      expect((await getWork(db, ANYONE, parent)).children).toBe(0);
      await expect(getWork(db, ANYONE, id)).rejects.toMatchObject({ code: 'not-found' });
      expect((await getWork(db, ben, id)).isHidden).toBe(true);

      await settleWork(db, ada, id, false);
      expect(await isInSight(id)).toBe(true);
      expect((await getWork(db, ANYONE, parent)).children).toBe(1);
      // Reports that were looked at do not count again, and nobody reports twice.
      for (const person of [ann, cleo, dan, ada]) await report(person, id);
      expect(await isInSight(id)).toBe(true);
    });

    it('by one person who comes back under another account counts once', async () => {
      const id = await save(ben);
      for (let account = 0; account < 4; account++) {
        const personId = `again-${account}`;
        await db.insert(users).values({ id: personId, displayName: 'eve' });
        await report({ personId }, id);
        await db.delete(users).where(eq(users.id, personId));
      }
      expect(await isInSight(id)).toBe(true);
      expect(await listReported(db, ada)).toMatchObject([{ work: { id } }]);
      for (const person of [ann, cleo, dan]) await report(person, id);
      expect(await isInSight(id)).toBe(false);
    });

    it('outlasts the work: its author does not bring the same into sight by keeping it anew', async () => {
      const code = pointCode(++seed);
      const earlier = await save(ben, { code, visibility: 'private' });
      const first = await save(ben, { code });
      for (const person of [ann, cleo, dan]) await report(person, first);
      const beside = await save(ben, { code });
      await deleteWork(db, ben, first);
      const later = await save(ben, { code, visibility: 'private' });
      for (const id of [earlier, later]) {
        expect(await updateWork(db, ben, id, { title: 'Unseen' })).toBe(id === later);
        expect(await updateWork(db, ben, id, { visibility: 'public' })).toBe(true);
      }
      for (const id of [earlier, beside, later]) {
        expect(await isInSight(id)).toBe(false);
        expect((await getWork(db, ben, id)).isHidden).toBe(true);
      }
      // Others' works with the same code are others'.
      expect(await isInSight(await save(ann, { code }))).toBe(true);

      await settleWork(db, ada, later, false);
      expect(await isInSight(later)).toBe(true);
      expect(await updateWork(db, ben, later, { visibility: 'public' })).toBe(false);
      expect(await isInSight(await save(ben, { code }))).toBe(true);
      await settleWork(db, ada, later, true);
      expect(await isInSight(await save(ben, { code }))).toBe(false);
    });

    it('is never of one’s own work or of one that is out of sight, and says something', async () => {
      const id = await save(ann);
      await expect(report(ann, id)).rejects.toMatchObject({ code: 'invalid-input' });
      const hidden = await save(ann, { visibility: 'private' });
      await expect(report(ben, hidden)).rejects.toMatchObject({ code: 'not-found' });
      const odd = { reason: 'because' as 'other' };
      await expect(reportWork(db, ben, id, odd)).rejects.toMatchObject({ code: 'invalid-input' });
      const long = { reason: 'other' as const, words: 'x'.repeat(501) };
      await expect(reportWork(db, ben, id, long)).rejects.toMatchObject({ code: 'invalid-input' });
      expect(await db.select().from(reports)).toEqual([]);
    });

    it('is seen by administrators, the latest first, until it is settled', async () => {
      const [first, second, third] = [await save(ann), await save(ann), await save(ann)];
      await reportWork(db, ben, first, { reason: 'other', words: 'a <b>word</b>' });
      await reportWork(db, ben, second, { reason: 'private' });
      await db.execute(
        sql`UPDATE reports SET created_at = now() - interval '1 day' WHERE work_id = ${first}`,
      );
      await settleWork(db, ada, third, true);
      const seen = async () =>
        (await listReported(db, ada)).map(({ work, isHidden, reasons }) => [
          work.id,
          isHidden,
          ...reasons,
        ]);
      expect(await seen()).toEqual([
        [second, false, 'private'],
        [first, false, 'other: a <b>word</b>'],
        [third, true],
      ]);
      await settleWork(db, ada, first, true);
      await settleWork(db, ada, second, false);
      await settleWork(db, ada, third, false);
      expect(await seen()).toEqual([[first, true]]);
      await expect(listReported(db, ben)).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  it('is kept in order by administrators alone, who do not see what is private', async () => {
    const id = await save(ann);
    for (const person of [ann, ben, ANYONE]) {
      await expect(settleWork(db, person, id, true)).rejects.toMatchObject({ code: 'not-allowed' });
    }
    expect(await isInSight(id)).toBe(true);
    const secret = await save(ann, { visibility: 'private' });
    for (const person of [ada, ben]) {
      await expect(settleWork(db, person, secret, true)).rejects.toMatchObject({
        code: 'not-found',
      });
    }
  });
});
