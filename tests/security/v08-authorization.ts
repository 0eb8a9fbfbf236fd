import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';

import { listSessions } from '@/lib/server/auth/sessions';
import { personOf } from '@/lib/server/auth/session';
import { sessions, users, works } from '@/lib/server/database/schema';

import { pointCode, type Site, type Visitor } from './support/site';

const personBehind = (visitor: Visitor) =>
  personOf(new Headers({ cookie: `sfumato-session=${visitor.cookies.get('sfumato-session')}` }));

export function testAuthorization(site: () => Site): void {
  it('8.2.1 who is not signed in changes nothing', async () => {
    const ann = await site().signedIn('owner@example.org');
    const id = await ann.keep({ visibility: 'public' });
    for (const [method, path, json] of [
      ['PATCH', '/api/account', { name: 'Eve' }],
      ['DELETE', '/api/account', { confirmation: 'delete my account' }],
      ['DELETE', '/api/account/sessions', {}],
      ['DELETE', '/api/account/sessions/a', {}],
      ['POST', '/api/account/works', { codes: [pointCode()] }],
      ['POST', '/api/account/works/kept', { keys: [] }],
      ['GET', '/api/account/export', undefined],
      ['POST', '/works', { code: pointCode() }],
      ['PATCH', `/works/${id}/record`, { title: 'Eve' }],
      ['DELETE', `/works/${id}/record`, undefined],
      ['PUT', `/works/${id}/star`, undefined],
      ['PUT', `/works/${id}/hidden`, undefined],
      ['POST', `/works/${id}/report`, { reason: 'other' }],
    ] as const) {
      for (const token of [undefined, 'x', 'a'.repeat(43), '%00', '"']) {
        const eve = site().visitor();
        if (token !== undefined) eve.cookies.set('sfumato-session', token);
        const response = await eve.ask(method, path, { json });
        expect([401, 403], `${method} ${path}`).toContain(response.status);
      }
    }
    const [work] = await site().db().select().from(works).where(eq(works.id, id));
    expect(work).toMatchObject({ title: '', hiddenAt: null });
  });

  it('8.2.2 nobody reaches what is another’s, by any id', async () => {
    const [ann, ben] = [
      await site().signedIn('ann8@example.org'),
      await site().signedIn('ben8@example.org'),
    ];
    const code = pointCode();
    const hidden = await ann.keep({ code, title: 'Very private', visibility: 'private' });
    const open = await ann.keep({ title: 'For all', visibility: 'public', parents: [hidden] });
    const nothing = 'A'.repeat(16);
    for (const [method, path, json] of [
      ['GET', '/works/*/family', undefined],
      ['GET', '/embed/*', undefined],
      ['PATCH', '/works/*/record', { title: 'Ben was here' }],
      ['DELETE', '/works/*/record', undefined],
      ['PUT', '/works/*/star', undefined],
      ['POST', '/works/*/report', { reason: 'other' }],
    ] as const) {
      // The same answer as for what was never there.
      const [there, not] = await Promise.all(
        [hidden, nothing].map(async (id) => {
          const response = await ben.ask(method, path.replace('*', id), { json });
          return { status: response.status, text: await response.text() };
        }),
      );
      expect(there!.status, `${method} ${path}`).toBe(404);
      expect(there!.text.replaceAll(hidden, '')).toBe(not!.text.replaceAll(nothing, ''));
    }
    const grown = await ben.ask('POST', '/works', {
      json: { code: pointCode(), parents: [hidden] },
    });
    expect(grown.status).toBe(404);
    const keeping = await ben.ask('GET', `/gallery/keeping?parent=${hidden}`);
    expect(await keeping.json()).toMatchObject({ parents: [] });
    const page = encodeURIComponent(`http://localhost:3000/works/${hidden}`);
    expect((await ben.ask('GET', `/oembed?url=${page}`)).status).toBe(404);
    const family = await (await ben.ask('GET', `/works/${open}/family?relatives=1`)).text();
    expect(family).not.toContain(hidden);
    expect(family).not.toContain('Very private');
    expect(family).not.toContain(code);

    for (const [method, json] of [
      ['PATCH', { title: 'Ben was here' }],
      ['DELETE', undefined],
    ] as const) {
      expect((await ben.ask(method, `/works/${open}/record`, { json })).status).toBe(403);
    }
    expect((await ben.ask('PUT', `/works/${open}/hidden`)).status).toBe(403);

    const annPerson = (await personBehind(ann))!;
    const [session] = await listSessions(site().db(), annPerson.id);
    const path = `/api/account/sessions/${session!.id}`;
    expect((await ben.ask('DELETE', path, { json: {} })).status).toBe(404);
    expect(await personBehind(ann)).toEqual(annPerson);
    const [still] = await site().db().select().from(works).where(eq(works.id, hidden));
    expect(still!.title).toBe('Very private');
  });

  it('8.2.2 a list of one’s own works is one’s own, with all that is private', async () => {
    const [ann, ben] = [
      await site().signedIn('ann-list@example.org'),
      await site().signedIn('ben-list@example.org'),
    ];
    const mine = [await ann.keep({ title: 'Mine' }), await ann.keep({ visibility: 'public' })];
    await ben.keep({ title: 'Of another', visibility: 'public' });
    const listed = await ann.ask('GET', '/account/works/more');
    expect(listed.headers.get('cache-control')).toBe('private, no-store');
    const { works: cards } = (await listed.json()) as {
      works: { id: string; visibility: string }[];
    };
    expect(cards.map(({ id, visibility }) => [id, visibility])).toEqual([
      [mine[1], 'public'],
      [mine[0], 'private'],
    ]);
    const found = await ann.ask('GET', '/account/works/more?search=mine');
    expect(await found.json()).toMatchObject({ works: [{ title: 'Mine' }] });
    expect((await site().visitor().ask('GET', '/account/works/more')).status).toBe(401);
    expect((await ann.ask('GET', '/account/works/more?after=x')).status).toBe(400);
    const gallery = await (await ben.ask('GET', '/gallery/more')).text();
    expect(gallery).not.toContain('visibility');
  });

  it('8.2.3 15.3.3 nobody writes what only the server decides', async () => {
    const eve = await site().signedIn('eve8@example.org');
    const before = (await personBehind(eve))!;
    for (const json of [
      { name: 'Eve', id: 'other' },
      { name: 'Eve', email: 'root@example.org' },
      { name: 'Eve', isAdministrator: true },
    ]) {
      expect((await eve.ask('PATCH', '/api/account', { json })).status).toBe(400);
    }
    for (const extra of [
      { authorId: 'other' },
      { children: 99 },
      { publishedAt: 0 },
      { id: 'x' },
    ]) {
      const json = { code: pointCode(), ...extra };
      expect((await eve.ask('POST', '/works', { json })).status).toBe(400);
    }
    expect(await personBehind(eve)).toEqual(before);
  });

  it('8.3.1 8.3.2 administrators are who the environment names, by an address that was proven', async () => {
    const root = await site().signedIn('root@example.org');
    expect(await personBehind(root)).toMatchObject({ isAdministrator: true });
    const eve = await site().signedIn('notroot@example.org');
    expect(await personBehind(eve)).toMatchObject({ isAdministrator: false });
    // A provider's word about an address counts for nothing.
    const id = (await personBehind(eve))!.id;
    await site()
      .db()
      .update(users)
      .set({ email: null, name: 'root@example.org' })
      .where(eq(users.id, id));
    expect(await personBehind(eve)).toMatchObject({ isAdministrator: false });
    await site().db().delete(sessions).where(eq(sessions.userId, id));
    expect(await personBehind(eve)).toBeNull();
  });
}
