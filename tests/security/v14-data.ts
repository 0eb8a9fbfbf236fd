import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eq, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { unzipSync } from 'fflate';
import { expect, it, vi } from 'vitest';

import { personOf } from '@/lib/server/auth/session';
import { rowsOf } from '@/lib/server/database/database';
import * as schema from '@/lib/server/database/schema';
import { getFamily } from '@/lib/server/works/family';

import { ROOT } from '../server/support/databases';
import { pointCode, type Site, type Visitor } from './support/site';

/** Where the server's parts share what draws for exports. */
const DRAWING = Symbol.for('sfumato.export-drawing');

/** Makes a short link as the page does. @returns what names it */
async function shortLink(visitor: Visitor, code: string): Promise<string> {
  const made = await visitor.ask('POST', '/s', { json: { code } });
  return ((await made.json()) as { path: string }).path.slice('/s/'.length);
}

const personBehind = (visitor: Visitor) =>
  personOf(new Headers({ cookie: `sfumato-session=${visitor.cookies.get('sfumato-session')}` }));

export function testData(site: () => Site): void {
  const everything = async () => {
    const tables = Object.values(schema).filter((table) => is(table, PgTable));
    const rows = await Promise.all(
      tables.map((table) =>
        site()
          .db()
          .select()
          .from(table as PgTable),
      ),
    );
    return JSON.stringify(rows);
  };

  it('14.2.1 14.2.6 a link shows neither its secret to servers nor whom it is for', async () => {
    await site().visitor().askForLink('shown@example.org');
    const link = new URL(site().links.at(-1)!);
    expect(link.search).toBe('');
    expect(link.pathname).toBe('/sign-in/link');
    expect(link.href).not.toContain('shown');
  });

  it('14.2.4 a deleted account is gone from every table, and what grew from it is not', async () => {
    const [ann, ben] = [
      await site().signedIn('ann14@example.org'),
      await site().signedIn('ben14@example.org'),
    ];
    await ann.ask('PATCH', '/api/account', { json: { name: 'Ann Vanishing' } });
    const { id } = (await personBehind(ann))!;
    const code = pointCode();
    const work = await ann.keep({ code, title: 'Vanishing work', visibility: 'public' });
    const secret = await ann.keep({ title: 'Vanishing draft', parents: [work] });
    const child = await ben.keep({ parents: [work], visibility: 'public', title: 'Child' });
    await ann.ask('PUT', `/works/${child}/star`);
    await ann.ask('POST', `/works/${child}/report`, { json: { reason: 'other' } });
    const slug = await shortLink(ann, code);
    await ann.askForLink('ann14@example.org');
    const root = await site().signedIn('root@example.org');
    expect((await root.ask('PUT', `/works/${work}/hidden`)).status).toBe(204);

    expect(
      (await ann.ask('DELETE', '/api/account', { json: { confirmation: 'please' } })).status,
    ).toBe(400);
    expect(await everything()).toContain('Vanishing work');
    const json = { confirmation: 'delete my account' };
    expect((await ann.ask('DELETE', '/api/account', { json })).status).toBe(204);

    const left = await everything();
    for (const trace of [id, 'ann14', 'Vanishing', code, slug, secret]) {
      expect(left, trace).not.toContain(trace);
    }
    const family = await getFamily(site().db(), {}, child);
    expect(family.places.map((place) => place?.title ?? null).sort()).toEqual(
      ['Child', null].sort(),
    );
    expect(family.edges).toHaveLength(1);
    const [reports] = await rowsOf<{ count: number }>(
      site().db(),
      sql`SELECT count(*)::int AS count FROM reports WHERE work_id = ${child} AND reporter_id IS NULL`,
    );
    expect(reports!.count).toBe(1);
    // Whoever comes again is somebody new.
    await ann.askForLink('ann14@example.org');
    await ann.openLink(site().links.at(-1)!);
    expect((await personBehind(ann))!.id).not.toBe(id);
  });

  it('14.2.4 what one takes along is all of one’s own, and nothing of others', async () => {
    const drawn = vi.fn(() => Promise.resolve(new Uint8Array([0x89, 0x50, 0x4e, 0x47])));
    Reflect.set(globalThis, DRAWING, { picture: drawn });
    try {
      const ann = await site().signedIn('export@example.org');
      const ben = await site().signedIn('other@example.org');
      await ben.keep({ title: 'Of another', visibility: 'public' });
      const first = await ann.keep({ title: 'One / ../../etc', note: 'A note' });
      await ann.keep({ title: 'Two', parents: [first] });
      await site()
        .db()
        .update(schema.works)
        .set({ pictureCode: 'outdated' })
        .where(eq(schema.works.title, 'Two'));
      const code = pointCode();
      const slug = await shortLink(ann, code);
      const response = await ann.ask('GET', '/api/account/export');
      expect(response.headers.get('sfumato-pictures')).toBe('2');
      expect(response.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[\w.-]+"$/,
      );
      const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
      const textOf = (name: string) => Buffer.from(files[name]!).toString('utf8');
      expect(JSON.parse(textOf('account.json'))).toMatchObject({
        email: 'export@example.org',
        shortLinks: [{ slug, code }],
      });
      const works = JSON.parse(textOf('works.json')) as Record<string, unknown>[];
      expect(works.map(({ title }) => title)).toEqual(['One / ../../etc', 'Two']);
      expect(works[1]).toMatchObject({ parents: [first], picture: null });
      expect(files[works[0]!['picture'] as string]).toEqual(
        new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
      );
      for (const name of Object.keys(files)) expect(name).toMatch(/^(pictures\/)?[\w-]+\.\w+$/);
      expect(JSON.stringify(Object.keys(files).map(textOf))).not.toContain('Of another');
      // The one before was read to its end, so another may begin.
      expect((await ann.ask('GET', '/api/account/export')).status).toBe(200);
      expect((await ann.ask('GET', '/api/account/export')).status).toBe(429);
    } finally {
      Reflect.deleteProperty(globalThis, DRAWING);
    }
  });

  it('14.2.7 addresses of those who never came are not kept', async () => {
    await site().visitor().askForLink('never@example.org');
    await site()
      .db()
      .update(schema.verificationTokens)
      .set({ expires: new Date(0) })
      .where(eq(schema.verificationTokens.identifier, 'never@example.org'));
    await site().visitor().askForLink('next@example.org');
    expect(await everything()).not.toContain('never@example.org');
  });

  it('14.3.2 what is one person’s stays in no cache', async () => {
    const ann = await site().signedIn('cache@example.org');
    for (const [method, path, json] of [
      ['GET', '/api/auth/csrf', undefined],
      ['POST', '/api/account/works/kept', { keys: [] }],
      ['PATCH', '/api/account', { name: 'Ann' }],
      ['PATCH', '/api/account', {}],
    ] as const) {
      const response = await ann.ask(method, path, { json });
      expect(response.headers.get('cache-control'), path).toBe('no-store');
    }
    const worker = readFileSync(join(ROOT, 'public', 'sw.js'), 'utf8');
    const personal = new RegExp(/const PERSONAL = \/(.+)\/;/.exec(worker)![1]!);
    for (const path of ['/account', '/sign-in/link', '/works/abc', '/gallery', '/api/account']) {
      expect(personal.test(path), path).toBe(true);
    }
    expect(personal.test('/walk/abc')).toBe(false);
  });
}
