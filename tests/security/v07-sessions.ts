import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';

import { listSessions } from '@/lib/server/auth/sessions';
import { sessions, users } from '@/lib/server/database/schema';

import type { Site, Visitor } from './support/site';

const COOKIE = 'sfumato-session';

const isSignedIn = async (visitor: Visitor) =>
  (await visitor.ask('POST', '/api/account/works/kept', { json: { keys: [] } })).status === 200;

export function testSessions(site: () => Site): void {
  const idOf = async (email: string) => {
    const [user] = await site().db().select().from(users).where(eq(users.email, email));
    return user!.id;
  };
  const listOf = async (email: string) => listSessions(site().db(), await idOf(email));

  it('7.2.3 a session is a long random secret, of which the tables keep a hash', async () => {
    const ann = await site().signedIn('token@example.org');
    const token = ann.cookies.get(COOKIE)!;
    expect(token).toMatch(/^[\w-]{43}$/);
    const rows = await site().db().select().from(sessions);
    expect(JSON.stringify(rows)).not.toContain(token);
    const thief = site().visitor();
    thief.cookies.set(COOKIE, rows.at(-1)!.tokenHash);
    expect(await isSignedIn(thief)).toBe(false);
  });

  it('7.2.4 signing in begins a new session and ends the one before', async () => {
    const ann = site().visitor();
    ann.cookies.set(COOKIE, 'chosen-by-somebody-else');
    await ann.askForLink('fixed@example.org');
    await ann.openLink(site().links.at(-1)!);
    const first = ann.cookies.get(COOKIE)!;
    expect(first).not.toBe('chosen-by-somebody-else');

    await ann.askForLink('fixed@example.org');
    await ann.openLink(site().links.at(-1)!);
    expect(ann.cookies.get(COOKIE)).not.toBe(first);
    const waiting = site().visitor();
    waiting.cookies.set(COOKIE, first);
    expect(await isSignedIn(waiting)).toBe(false);
    expect(await listOf('fixed@example.org')).toHaveLength(1);
  });

  it('7.3.1 7.3.2 a session ends when it is not used for a month, and after three in any case', async () => {
    const email = 'idle@example.org';
    const ann = await site().signedIn(email);
    const own = eq(sessions.userId, await idOf(email));
    const age = (days: number) => sql`now() - make_interval(days => ${days})`;
    await site()
      .db()
      .update(sessions)
      .set({ seenAt: age(29) })
      .where(own);
    expect(await isSignedIn(ann)).toBe(true);
    await site()
      .db()
      .update(sessions)
      .set({ seenAt: age(31) })
      .where(own);
    expect(await isSignedIn(ann)).toBe(false);
    await site()
      .db()
      .update(sessions)
      .set({ seenAt: age(0) })
      .where(own);
    const [row] = await site().db().select().from(sessions).where(own);
    const days = (row!.expires.getTime() - row!.createdAt.getTime()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    await site()
      .db()
      .update(sessions)
      .set({ expires: age(1) })
      .where(own);
    expect(await isSignedIn(ann)).toBe(false);
  });

  it('7.4.1 7.5.2 one sees where one is signed in, and ends any of it', async () => {
    const email = 'places@example.org';
    const [here, there, elsewhere] = [
      await site().signedIn(email),
      await site().signedIn(email),
      await site().signedIn(email),
    ];
    const list = await listOf(email);
    expect(list.map(({ device }) => device)).toEqual(Array(3).fill('Firefox on Linux'));
    const before = list.map(({ id }) => id);
    expect(
      (await here.ask('DELETE', `/api/account/sessions/${before[0]}`, { json: {} })).status,
    ).toBe(204);
    const left = await Promise.all([here, there, elsewhere].map(isSignedIn));
    expect(left.filter(Boolean)).toHaveLength(2);

    const one = [here, there, elsewhere][left.indexOf(true)]!;
    const out = await one.ask('DELETE', '/api/account/sessions', { json: {} });
    expect(out.headers.getSetCookie().join()).toMatch(/sfumato-session=; .*Max-Age=0/);
    expect(await Promise.all([here, there, elsewhere].map(isSignedIn))).toEqual([
      false,
      false,
      false,
    ]);
    expect(await listOf(email)).toEqual([]);
  });

  it('7.4.2 deleting the account ends all its sessions', async () => {
    const [here, there] = [
      await site().signedIn('gone@example.org'),
      await site().signedIn('gone@example.org'),
    ];
    const json = { confirmation: 'Delete my account' };
    expect((await here.ask('DELETE', '/api/account', { json })).status).toBe(204);
    expect(await isSignedIn(there)).toBe(false);
  });
}
