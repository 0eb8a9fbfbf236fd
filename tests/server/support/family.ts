import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';

import { getFamily } from '@/lib/server/works/family';
import { ANYONE } from '@/lib/server/works/viewer';

import { ann, type Tools } from './tools';

/** Family trees, on whichever database the tools speak to. */
export function testFamily({ db, save }: Tools): void {
  it('is everything it grew from and everything that grew from it', async () => {
    const ids: string[] = [];
    const parents: number[][] = [];
    for (let i = 0; i < 40; i++) {
      const own = i < 3 ? [] : [...new Set([i >> 1, Math.floor(i / 3)])];
      parents.push(own);
      ids.push(await save(ann, { parents: own.map((k) => ids[k]!) }));
    }
    const reach = (from: number[], next: (i: number) => number[]) => {
      const all = new Set(from);
      for (const i of all) for (const k of next(i)) all.add(k);
      return all;
    };
    const childrenOf = (i: number) => ids.flatMap((_, k) => (parents[k]!.includes(i) ? [k] : []));
    for (const self of [0, 5, 17, 39]) {
      const up = reach([self], (i) => parents[i]!);
      for (const relatives of [false, true]) {
        const down = reach(relatives ? [...up] : [self], childrenOf);
        const expected = [...new Set([...up, ...down])];
        const family = await getFamily(db(), ANYONE, ids[self]!, { relatives });
        expect(family.isWhole).toBe(true);
        expect(family.places[family.self]?.id).toBe(ids[self]);
        expect(family.places.map((place) => place!.id).sort()).toEqual(
          expected.map((i) => ids[i]!).sort(),
        );
        const edges = family.edges.map(({ parent, child }) =>
          [family.places[parent]!.id, family.places[child]!.id].join(),
        );
        expect(edges.sort()).toEqual(
          expected
            .flatMap((i) => parents[i]!.filter((k) => expected.includes(k)).map((k) => [k, i]))
            .map(([k, i]) => [ids[k!], ids[i!]].join())
            .sort(),
        );
      }
    }
  });

  it('keeps nameless places only where the tree would fall apart', async () => {
    const grand = await save(ann, { visibility: 'private' });
    const root = await save(ann, { visibility: 'private', parents: [grand] });
    const self = await save(ann, { parents: [root] });
    const draft = await save(ann, { visibility: 'private', parents: [self] });
    const child = await save(ann, { parents: [draft] });
    await save(ann, { visibility: 'private', parents: [child] });
    const seen = await getFamily(db(), ANYONE, self);
    expect(seen.places.map((place) => place?.id ?? null)).toEqual([self, null, null, child]);
    expect(seen.edges).toHaveLength(3);
    expect(JSON.stringify(seen)).not.toContain(draft);
    expect((await getFamily(db(), ann, self)).places).toHaveLength(6);
  });

  it('of thousands comes whole, and is bounded', async () => {
    const root = await save(ann);
    // Each one grew from the one at half its number, and every tenth from another one, too.
    await db().execute(sql`INSERT INTO nodes SELECT 'n' || i FROM generate_series(1, 5000) i`);
    await db().execute(sql`
      INSERT INTO works (id, author_id, kind, code, picture_code, model, model_version, title,
        note, words, names, visibility, published_at)
      SELECT 'n' || i, 'ben', 'point', 'c', 'c', 'trees', 3, 'Work ' || i, '', '', '', 'public',
        now() FROM generate_series(1, 5000) i`);
    await db().execute(sql`
      INSERT INTO lineage SELECT 'n' || i, 0, CASE WHEN i = 1 THEN ${root} ELSE 'n' || i / 2 END
      FROM generate_series(1, 5000) i`);
    await db().execute(sql`
      INSERT INTO lineage SELECT 'n' || i, 1, 'n' || i / 3 FROM generate_series(10, 5000, 10) i`);
    const family = await getFamily(db(), ANYONE, root);
    expect(family.places).toHaveLength(5001);
    expect(family.edges).toHaveLength(5000 + 500);
    expect(family.isWhole).toBe(true);
    const part = await getFamily(db(), ANYONE, root, { most: 100 });
    expect(part.places).toHaveLength(100);
    expect(part.isWhole).toBe(false);
    const leaf = await getFamily(db(), ANYONE, 'n5000', { relatives: true });
    expect(leaf.places).toHaveLength(5001);
  });
}
