import { and, eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';

import { users, verificationTokens } from '@/lib/server/database/schema';

import type { Site, Visitor } from './support/site';

const isSignedIn = async (visitor: Visitor) =>
  (await visitor.ask('POST', '/api/account/works/kept', { json: { keys: [] } })).status === 200;

const csrfOf = async (visitor: Visitor) =>
  ((await (await visitor.ask('GET', '/api/auth/csrf')).json()) as { csrfToken: string }).csrfToken;

export function testAuthentication(site: () => Site): void {
  it('6.3.8 nobody learns who has an account', async () => {
    await site().signedIn('known@example.org');
    const answers = await Promise.all(
      ['known@example.org', 'unknown@example.org'].map(async (email) => {
        const response = await site().visitor().askForLink(email);
        const names = [...response.headers.keys()].sort();
        return { status: response.status, body: await response.json(), names };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    const made = await site()
      .db()
      .select()
      .from(users)
      .where(eq(users.email, 'unknown@example.org'));
    expect(made).toEqual([]);
  });

  it('6.5.1 a link signs in once, also when it is opened twice at the same moment', async () => {
    await site().visitor().askForLink('once@example.org');
    const link = site().links.at(-1)!;
    const visitors = [1, 2, 3].map(() => site().visitor());
    await Promise.all(visitors.map((visitor) => visitor.openLink(link)));
    const signedIn = await Promise.all(visitors.map(isSignedIn));
    expect(signedIn.filter(Boolean)).toHaveLength(1);
    const late = site().visitor();
    expect(JSON.stringify(await (await late.openLink(link)).json())).toContain('Verification');
    expect(await isSignedIn(late)).toBe(false);
  });

  it('6.5.2 6.5.3 a link is a long random secret, of which the tables keep a hash', async () => {
    await site().visitor().askForLink('secret@example.org');
    const token = site().links.at(-1)!.split('#')[1]!;
    expect(token).toMatch(/^[\w-]{43}$/);
    const [row] = await site()
      .db()
      .select()
      .from(verificationTokens)
      .where(eq(verificationTokens.identifier, 'secret@example.org'));
    expect(JSON.stringify(row)).not.toContain(token);
    expect(
      (await site().visitor().openLink(`#${row!.tokenHash}`)).headers.getSetCookie().join(),
    ).not.toContain('sfumato-session=');
  });

  it('6.5.5 a link is good for ten minutes', async () => {
    const ann = site().visitor();
    await ann.askForLink('late@example.org');
    const own = eq(verificationTokens.identifier, 'late@example.org');
    const [row] = await site()
      .db()
      .select()
      .from(verificationTokens)
      .where(and(own, sql`expires <= now() + interval '10 minutes'`));
    expect(row).toBeDefined();
    await site()
      .db()
      .update(verificationTokens)
      .set({ expires: new Date(Date.now() - 1) })
      .where(own);
    await ann.openLink(site().links.at(-1)!);
    expect(await isSignedIn(ann)).toBe(false);
  });

  it('6.6.2 a link that is sent to somebody leads here, whatever Host the asker wrote', async () => {
    const eve = site().visitor();
    const csrfToken = await csrfOf(eve);
    const before = site().links.length;
    for (const host of ['evil.example', 'localhost:3000@evil.example', 'evil.example/']) {
      const response = await eve.ask('POST', '/api/auth/signin/email', {
        json: { email: 'lured@example.org', csrfToken },
        headers: { host },
      });
      expect([400, 503], host).toContain(response.status);
    }
    const proxied = await eve.ask('POST', '/api/auth/signin/email', {
      json: { email: 'lured@example.org', csrfToken },
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(proxied.status).toBe(200);
    expect(site().links.slice(before)).toEqual([expect.stringContaining('http://localhost:3000/')]);
  });

  it('10.2.1 who comes back from a provider must have left from here', async () => {
    vi.stubEnv('GITHUB_ID', 'id');
    vi.stubEnv('GITHUB_SECRET', 'secret');
    try {
      const ann = site().visitor();
      const begun = await ann.ask('POST', '/api/auth/signin/github', {
        json: { csrfToken: await csrfOf(ann) },
      });
      const url = new URL(((await begun.json()) as { url: string }).url);
      expect(url.origin).toBe('https://github.com');
      expect(url.searchParams.get('redirect_uri')).toBe(
        'http://localhost:3000/api/auth/callback/github',
      );
      expect(url.searchParams.get('code_challenge_method')).toBe('S256');
      const state = url.searchParams.get('state')!;
      expect(state.length).toBeGreaterThan(20);
      for (const [visitor, query] of [
        [site().visitor(), `code=a&state=${state}`],
        [ann, 'code=a&state=other'],
        [ann, 'code=a'],
      ] as const) {
        const back = await visitor.ask('GET', `/api/auth/callback/github?${query}`);
        expect(back.headers.get('location')).toBe('/api/auth/error?error=OAuthCallback');
        expect(await isSignedIn(visitor)).toBe(false);
      }
    } finally {
      vi.stubEnv('GITHUB_ID', '');
    }
  });

  it('13.4.5 doors that nobody needs are not there', async () => {
    const ann = await site().signedIn('doors2@example.org');
    for (const [method, path] of [
      ['POST', '/api/auth/_log'],
      ['GET', '/api/auth/session'],
      ['POST', '/api/auth/session'],
      ['GET', '/api/auth/providers'],
      ['GET', '/api/auth/callback/email?token=a&email=b'],
      ['POST', '/api/auth/callback/credentials'],
      ['POST', '/api/auth/signout'],
      ['GET', '/metrics'],
    ] as const) {
      expect((await ann.ask(method, path)).status, `${method} ${path}`).toBe(404);
    }
  });
}
