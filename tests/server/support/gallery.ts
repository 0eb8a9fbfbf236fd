import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';

import { works } from '@/lib/server/database/schema';
import { listGallery, type GalleryRequest } from '@/lib/server/works/list';
import { updateWork } from '@/lib/server/works/save';

import { ann, ben, type Tools } from './tools';
import { pointCode } from './models';

/** Lists of public works, on whichever database the tools speak to. */
export function testGallery({ db, save }: Tools): void {
  const pages = async (request: GalleryRequest, between: () => Promise<unknown>) => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await listGallery(db(), { ...request, limit: 3, ...(after && { after }) });
      expect(page.works.length).toBeLessThanOrEqual(3);
      ids.push(...page.works.map(({ id }) => id));
      after = page.next;
      await between();
    } while (after);
    return ids;
  };

  it('goes page by page through all of it, each work once, whatever is added', async () => {
    const saved: { id: string; ada: number; children: number; time: number }[] = [];
    for (let i = 0; i < 11; i++) {
      const ada = [1, 0.5, 0.2, 0][i % 4]!;
      const code = pointCode(i, { ada, bo: 1 - ada });
      saved.push({ id: await save(ann, { code }), ada, children: 0, time: i >> 1 });
    }
    // Works that became public at the same moment, and as popular as each other.
    for (const work of saved) {
      await db()
        .update(works)
        .set({ publishedAt: new Date(1e12 + work.time), children: work.time % 3 })
        .where(sql`id = ${work.id}`);
      work.children = work.time % 3;
    }
    const sorted = (key: (work: (typeof saved)[number]) => number) =>
      [...saved].sort((x, y) => key(y) - key(x) || (x.id < y.id ? 1 : -1)).map(({ id }) => id);
    const nothing = () => Promise.resolve();
    expect(await pages({ order: 'grown' }, nothing)).toEqual(sorted(({ children }) => children));
    const mix = [{ classId: 'ada', weight: 500 }];
    expect(await pages({ order: 'mix', mix }, nothing)).toEqual(
      sorted(({ ada }) => Math.min(ada, 0.5)).filter((id) =>
        saved.some((work) => work.id === id && work.ada > 0),
      ),
    );
    const both = [...mix, { classId: 'bo', weight: 500 }];
    expect(await pages({ order: 'mix', mix: both }, nothing)).toEqual(
      sorted(({ ada }) => Math.min(ada, 0.5) + Math.min(1 - ada, 0.5)),
    );
    expect(await pages({}, () => save(ben))).toEqual(sorted(({ time }) => time));
  });

  it('is narrowed down by model, artist and author', async () => {
    const shrub = await save(ann, { code: pointCode(1, { di: 1 }, 'shrubs') });
    const tree = await save(ben, { code: pointCode(1, { di: 0.5, bo: 0.5 }) });
    const found = async (request: GalleryRequest) =>
      (await listGallery(db(), request)).works.map(({ id }) => id).sort();
    expect(await found({ models: ['shrubs'] })).toEqual([shrub]);
    expect(await found({ classId: 'bo' })).toEqual([tree]);
    expect(await found({ classId: 'di' })).toEqual([shrub, tree].sort());
    expect(await found({ classId: 'di', authorId: 'ann' })).toEqual([shrub]);
    expect(await found({ order: 'mix', mix: [{ classId: 'ada', weight: 9 }] })).toEqual([]);
  });

  it('is searched by the words of title, note and artists', async () => {
    const storm = await save(ann, { title: 'Sturm über der See', note: 'Nr. 12' });
    const calm = await save(ben, { title: 'Calm sea', code: pointCode(1, { cenek: 1 }) });
    const found = async (search: string) =>
      (await listGallery(db(), { search })).works.map(({ id }) => id).sort();
    expect(await found('uber STURM')).toEqual([storm]);
    expect(await found('se')).toEqual([storm, calm].sort());
    expect(await found('Čeněk')).toEqual([calm]);
    expect(await found('cenek sturm')).toEqual([]);
    expect(await found('12')).toEqual([storm]);
    for (const hostile of ["' | 'sea", "'; DROP TABLE works; --", ':* & !', '\\', '\u0000', '%']) {
      await expect(found(hostile), hostile).resolves.toBeDefined();
    }
    await updateWork(db(), ann, storm, { title: 'Ebbe' });
    expect(await found('sturm')).toEqual([]);
  });

  it('refuses what is no place in this list', async () => {
    await Promise.all([save(ann), save(ann)]);
    const { next } = await listGallery(db(), { limit: 1 });
    for (const after of ['', 'x', 'W10', next!.slice(1), Buffer.from('[1,2,3]').toString()]) {
      await expect(listGallery(db(), { after })).rejects.toMatchObject({ code: 'invalid-input' });
    }
    const other = listGallery(db(), { order: 'grown', after: next! });
    await expect(other).rejects.toMatchObject({ code: 'invalid-input' });
  });
}
