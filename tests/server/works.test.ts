import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { rowsOf, type Database, type OpenDatabase } from '@/lib/server/database/database';
import { users, works } from '@/lib/server/database/schema';
import { cardOf } from '@/lib/server/gallery/cards';
import { getFamily } from '@/lib/server/works/family';
import { getWork } from '@/lib/server/works/find';
import type { NewWork } from '@/lib/server/works/input';
import { listGallery, listOwn } from '@/lib/server/works/list';
import {
  createWork,
  deleteWork,
  deleteWorksOf,
  updateWork,
  type Author,
} from '@/lib/server/works/save';
import { ANYONE, type Viewer } from '@/lib/server/works/viewer';
import { stylizers } from '@/models/registry';

import { openMigrated, testDatabases } from './support/databases';
import { testFamily } from './support/family';
import { testGallery } from './support/gallery';
import {
  arithmeticCode,
  MODELS,
  pointCode,
  pointOf,
  transferCode,
  walkCode,
} from './support/models';
import { ann, ben } from './support/tools';

const administrator: Viewer = { personId: 'ada', administrator: true };

describe.each(testDatabases)('works in $name', (database) => {
  let open: OpenDatabase;
  let db: Database;
  beforeAll(async () => {
    open = await openMigrated(database);
    db = open.db;
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    await db.execute(sql`TRUNCATE users, nodes, short_links CASCADE`);
    await db.insert(users).values([
      { id: 'ann', displayName: 'Ann' },
      { id: 'ben', email: 'ben@example.org', name: 'Benjamin B.' },
    ]);
  });

  let seed = 0;
  const save = (author: Author, input: Partial<NewWork> = {}) =>
    createWork(db, author, { code: pointCode(++seed), visibility: 'public', ...input }, MODELS);
  const hide = (id: string) =>
    db
      .update(works)
      .set({ hiddenAt: new Date() })
      .where(sql`id = ${id}`);

  describe('keeping', () => {
    it('gives back what was kept, with what follows from the code', async () => {
      const code = pointCode(5, { ada: 0.3, bo: 0.7 });
      const id = await save(ann, { code, title: '  Two\ttrees ', note: 'one\r\ntwo' });
      expect(await getWork(db, ANYONE, id)).toMatchObject({
        id,
        kind: 'point',
        code,
        pictureCode: code,
        model: 'trees',
        modelVersion: 3,
        title: 'Two trees',
        note: 'one\ntwo',
        visibility: 'public',
        authorId: 'ann',
        authorName: 'Ann',
        isOwn: false,
        children: 0,
        classes: [
          { classId: 'bo', weight: 700 },
          { classId: 'ada', weight: 300 },
        ],
        parents: [],
      });
      const [mine] = (await listOwn(db, 'ann', {})).works;
      expect(mine!.publishedAt!.getTime()).toBeCloseTo(Date.now(), -5);
    });

    it('takes the mix of a walk from all its pictures and of an arithmetic from its result', async () => {
      const walk = await save(ann, {
        code: walkCode(pointOf(1, { ada: 1 }), pointOf(2, { bo: 1 }), pointOf(3, { bo: 1 })),
      });
      expect(await getWork(db, ANYONE, walk)).toMatchObject({
        kind: 'walk',
        pictureCode: pointCode(1, { ada: 1 }),
        classes: [
          { classId: 'bo', weight: 667 },
          { classId: 'ada', weight: 333 },
        ],
      });
      const sum = arithmeticCode(
        [pointOf(1, { ada: 1 })],
        [pointOf(2, { ada: 1 })],
        [pointOf(3, { di: 1 })],
      );
      const result = await getWork(db, ANYONE, await save(ann, { code: sum }));
      expect(result).toMatchObject({
        kind: 'arithmetic',
        classes: [{ classId: 'di', weight: 1000 }],
      });
      expect(result.pictureCode).not.toBe(sum);
    });

    it('takes the painters of a transfer with the shares of their styles', async () => {
      const code = transferCode();
      const id = await createWork(db, ann, { code, visibility: 'public' });
      const [stylizer] = stylizers;
      expect(await getWork(db, ANYONE, id)).toMatchObject({
        kind: 'transfer',
        code,
        pictureCode: code,
        model: stylizer!.id,
        modelVersion: stylizer!.version,
        // The rest is a picture of somebody's own.
        classes: [{ classId: 'claude-monet', weight: 750 }],
      });
      const found = await listGallery(db, { search: 'monet' });
      expect(found.works.map((work) => work.id)).toContain(id);
      const [card] = found.works.map((work) => cardOf(work, new Map()));
      expect(card).toMatchObject({
        picture: code,
        title: 'In the style of 75 % Claude Monet, 25 % a picture of somebody’s own',
      });
    });

    it('keeps a work once, however often and fast it is sent', async () => {
      const input = { code: pointCode(9), saveKey: 'one-key' };
      const ids = await Promise.all(Array.from({ length: 5 }, () => save(ann, input)));
      ids.push(await save(ann, input));
      expect(new Set(ids).size).toBe(1);
      expect(await save(ben, input)).not.toBe(ids[0]);
      expect((await listOwn(db, 'ann', {})).works).toHaveLength(1);
    });

    it('keeps nothing of what it refuses', async () => {
      for (const input of [
        { code: 'nonsense' },
        { title: 'x'.repeat(121) },
        { title: 'a\u0000b' },
        { parents: ['not-there'] },
        { parents: ["'; DROP TABLE works; --"] },
      ]) {
        await expect(save(ann, input)).rejects.toMatchObject({ name: 'SfumatoError' });
      }
      expect(await rowsOf(db, sql`SELECT id FROM nodes`)).toEqual([]);
    });
  });

  describe('who may see and change what', () => {
    it('is decided in every question that is asked', async () => {
      const ids = {
        private: await save(ann, { visibility: 'private' }),
        link: await save(ann, { visibility: 'link' }),
        public: await save(ann),
        hidden: await save(ann),
      };
      await hide(ids.hidden);
      const opens = async (viewer: Viewer) => {
        const open = [];
        for (const [name, id] of Object.entries(ids)) {
          const family = getFamily(db, viewer, id).then(
            () => true,
            () => false,
          );
          const work = getWork(db, viewer, id).then(
            () => true,
            () => false,
          );
          expect(await family).toBe(await work);
          if (await work) open.push(name);
        }
        return open;
      };
      expect(await opens(ANYONE)).toEqual(['link', 'public']);
      expect(await opens(ben)).toEqual(['link', 'public']);
      expect(await opens(administrator)).toEqual(['link', 'public', 'hidden']);
      expect(await opens(ann)).toEqual(['private', 'link', 'public', 'hidden']);
      expect((await listGallery(db, {})).works.map(({ id }) => id)).toEqual([ids.public]);
      expect((await listGallery(db, { authorId: 'ann' })).works).toHaveLength(1);
      expect((await listOwn(db, 'ann', {})).works).toHaveLength(4);
      expect((await listOwn(db, 'ben', {})).works).toHaveLength(0);
    });

    it('lets nobody else change or delete a work, nor learn of one that is private', async () => {
      const [shown, secret] = [await save(ann), await save(ann, { visibility: 'private' })];
      for (const viewer of [ANYONE, ben, administrator]) {
        for (const change of [
          (id: string) => updateWork(db, viewer, id, { title: 'mine' }),
          (id: string) => deleteWork(db, viewer, id),
        ]) {
          await expect(change(shown)).rejects.toMatchObject({ code: 'not-allowed' });
          const [refused, unknown] = await Promise.allSettled([change(secret), change('unknown')]);
          expect(refused).toEqual(unknown);
        }
      }
      await updateWork(db, ann, secret, { visibility: 'public', title: 'New' });
      expect(await getWork(db, ben, secret)).toMatchObject({ title: 'New', isOwn: false });
      await updateWork(db, ann, secret, { visibility: 'private' });
      await expect(getWork(db, ben, secret)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('shows neither address, name nor mail of an account', async () => {
      const id = await save(ben);
      const seen = JSON.stringify([await getWork(db, ANYONE, id), await listGallery(db, {})]);
      expect(seen).not.toMatch(/Benjamin|example\.org/);
    });
  });

  describe('parents', () => {
    it('keep their order', async () => {
      const [a, b, c] = [await save(ann), await save(ben), await save(ann)];
      const child = await save(ann, { parents: [c, a, b] });
      const { parents } = await getWork(db, ANYONE, child);
      expect(parents.map((parent) => parent?.id)).toEqual([c, a, b]);
      expect((await getWork(db, ANYONE, a)).children).toBe(1);
    });

    it('must be open to the one who names them, and stay nameless to those they are not shown to', async () => {
      const [secret, byLink] = [
        await save(ann, { visibility: 'private' }),
        await save(ann, { visibility: 'link', title: 'by link' }),
      ];
      await expect(save(ben, { parents: [secret] })).rejects.toMatchObject({ code: 'not-found' });
      const child = await save(ben, { parents: [byLink] });
      expect((await getWork(db, ben, child)).parents).toEqual([null]);
      expect((await getWork(db, ann, child)).parents).toMatchObject([{ title: 'by link' }]);
    });

    it('count those of their children that are in the gallery', async () => {
      const parent = await save(ann);
      const [first, second] = [
        await save(ben, { parents: [parent] }),
        await save(ben, { parents: [parent], visibility: 'private' }),
      ];
      const count = async () => (await getWork(db, ANYONE, parent)).children;
      expect(await count()).toBe(1);
      await updateWork(db, ben, second, { visibility: 'public' });
      expect(await count()).toBe(2);
      await updateWork(db, ben, first, { visibility: 'link' });
      await deleteWork(db, ben, second);
      expect(await count()).toBe(0);
    });

    it('count right when many change at once', async () => {
      const parents = await Promise.all([save(ann), save(ann), save(ann)]);
      const children = await Promise.all(
        Array.from({ length: 24 }, (_, i) =>
          // In every order, so that they would wait for each other in a circle.
          save(ben, { parents: [...parents.slice(i % 3), ...parents.slice(0, i % 3)].slice(0, 2) }),
        ),
      );
      await Promise.all(
        children.map((id, i) =>
          i % 3 === 0
            ? deleteWork(db, ben, id)
            : i % 3 === 1
              ? updateWork(db, ben, id, { visibility: 'private' })
              : save(ann, { parents: [id, parents[i % 2]!] }),
        ),
      );
      const wrong = sql`SELECT id, children FROM works parent WHERE children <> (
        SELECT count(*) FROM lineage JOIN works child ON child.id = child_id
        WHERE parent_id = parent.id AND child.visibility = 'public')`;
      expect(await rowsOf(db, wrong)).toEqual([]);
      const total = await rowsOf(db, sql`SELECT sum(children)::int AS sum FROM works`);
      expect(total).toEqual([{ sum: 8 * 2 + 8 * 2 }]);
    });
  });

  describe('deleting', () => {
    it('leaves children a parent without a name, and of the work nothing', async () => {
      const grandparent = await save(ann);
      const parent = await save(ann, {
        title: 'Vanishing',
        note: 'Vanishing too',
        parents: [grandparent],
      });
      const child = await save(ben, { parents: [parent] });
      await deleteWork(db, ann, parent);
      expect((await getWork(db, ben, child)).parents).toEqual([null]);
      await expect(getWork(db, ann, parent)).rejects.toMatchObject({ code: 'not-found' });
      const family = await getFamily(db, ANYONE, child);
      expect(family.places.map((place) => place?.id)).toEqual([child, undefined, grandparent]);
      const tables = await rowsOf<{ name: string }>(
        db,
        sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
      );
      for (const { name } of tables) {
        const text = sql`SELECT * FROM ${sql.identifier(name)} t WHERE t::text ILIKE '%vanishing%'`;
        expect(await rowsOf(db, text), name).toEqual([]);
      }
    });

    it('clears nameless places away once nothing grows from them', async () => {
      const [a, b] = [await save(ann), await save(ann)];
      const middle = await save(ann, { parents: [a, b] });
      const child = await save(ben, { parents: [middle] });
      for (const id of [a, middle]) await deleteWork(db, ann, id);
      await deleteWork(db, ben, child);
      expect(await rowsOf(db, sql`SELECT id FROM nodes`)).toEqual([{ id: b }]);
    });

    it('takes everything of a person, and only that', async () => {
      const [a, b] = [await save(ann), await save(ben)];
      await save(ann, { parents: [a, b], visibility: 'private' });
      const stays = await save(ben, { parents: [a] });
      expect(await deleteWorksOf(db, 'ann')).toBe(2);
      expect((await listOwn(db, 'ann', {})).works).toEqual([]);
      expect((await getWork(db, ben, stays)).parents).toEqual([null]);
      expect(await getWork(db, ben, b)).toMatchObject({ children: 0 });
      await db.delete(users).where(sql`id = 'ann'`);
    });
  });

  describe('the gallery', () => testGallery({ db: () => db, save }));
  describe('a family', () => testFamily({ db: () => db, save }));
});
