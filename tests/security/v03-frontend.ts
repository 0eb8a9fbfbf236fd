import { NextRequest } from 'next/server';
import { expect, it, vi } from 'vitest';

import { proxy } from '@/proxy';
import { NOT_FRAMEABLE } from '@/scripts/lib/headers.mjs';

import { HOST, pointCode, type Site } from './support/site';

export function testFrontend(site: () => Site): void {
  it('3.3.1 3.3.2 3.3.4 cookies are for this site alone, and for no script', async () => {
    const ann = site().visitor();
    await ann.askForLink('cookies@example.org');
    const http = await ann.openLink(site().links.at(-1)!);
    const [line = ''] = http.headers.getSetCookie().filter((c) => c.startsWith('sfumato-session='));
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Lax/);
    expect(line).toMatch(/; Path=\//);
    expect(line).not.toMatch(/Domain/);

    vi.stubEnv('SFUMATO_URL', 'https://sfumato.example');
    try {
      const ben = site().visitor();
      await ben.askForLink('secure@example.org');
      const https = await ben.openLink(site().links.at(-1)!);
      for (const cookie of https.headers.getSetCookie()) {
        expect(cookie).toMatch(/^__Host-sfumato-/);
        expect(cookie).toMatch(/; Secure/);
        expect(cookie).toMatch(/; HttpOnly/);
      }
      const page = proxy(new NextRequest('https://sfumato.example/account'));
      expect(page.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    } finally {
      vi.stubEnv('SFUMATO_URL', '');
    }
  });

  it('3.4.3 3.4.6 nothing but an embedded work can be framed, and nothing runs that is not ours', () => {
    const policyOf = (path: string) =>
      proxy(new NextRequest(`http://${HOST}${path}`)).headers.get('content-security-policy')!;
    for (const path of [
      '/',
      '/account',
      '/sign-in',
      '/works/embed',
      '/api/account',
      '/embed',
      '/embed/a/b',
    ]) {
      expect(policyOf(path), path).toContain("frame-ancestors 'none'");
      expect(new RegExp(`^${NOT_FRAMEABLE}$`).test(path), path).toBe(true);
    }
    expect(policyOf('/embed/abc')).toContain('frame-ancestors *');
    expect(new RegExp(`^${NOT_FRAMEABLE}$`).test('/embed/abc')).toBe(false);
    for (const path of ['/account', '/embed/abc']) {
      expect(policyOf(path)).toContain("object-src 'none'");
      expect(policyOf(path)).toContain("base-uri 'none'");
      expect(/script-src ([^;]+)/.exec(policyOf(path))![1]).not.toMatch(/unsafe-inline|https?:|\*/);
    }
  });

  it('3.5.1 3.5.2 other sites cannot have anything done here', async () => {
    const ann = await site().signedIn('forged@example.org');
    const id = await ann.keep({ visibility: 'public' });
    const doors: readonly (readonly [string, string, unknown])[] = [
      ['PATCH', '/api/account', { name: 'Forged' }],
      ['DELETE', '/api/account', { confirmation: 'delete my account' }],
      ['DELETE', '/api/account/sessions', {}],
      ['POST', '/api/account/works', { codes: [pointCode()] }],
      ['POST', '/api/account/works/kept', { keys: ['a'] }],
      ['GET', '/api/account/export', undefined],
      ['POST', '/api/auth/signin/email', { email: 'forged@example.org', csrfToken: 'a' }],
      ['POST', '/api/auth/callback/email', { token: 'a' }],
      ['POST', '/works', { code: pointCode() }],
      ['PATCH', `/works/${id}/record`, { title: 'Forged' }],
      ['DELETE', `/works/${id}/record`, undefined],
      ['PUT', `/works/${id}/star`, undefined],
      ['POST', `/works/${id}/report`, { reason: 'other' }],
      ['POST', '/s', { code: pointCode() }],
    ];
    for (const [method, path, json] of doors) {
      for (const from of ['cross-site', 'same-site', 'none']) {
        const response = await ann.ask(method, path, {
          json,
          headers: { 'sec-fetch-site': from, origin: 'https://evil.example' },
        });
        expect(response.status, `${method} ${path} ${from}`).toBe(403);
      }
      if (json === undefined) continue;
      // What a form of another site can send without being asked.
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
      ]) {
        const response = await ann.ask(method, path, {
          headers: { 'content-type': type },
          body: JSON.stringify(json),
        });
        expect(response.status, `${path} ${type}`).toBe(400);
      }
    }
    const still = await ann.ask('PATCH', '/api/account', { json: { name: 'Ann' } });
    expect(still.status).toBe(200);
  });

  it('3.5.1 a link is asked for with the token of the same browser only', async () => {
    const [ann, ben] = [site().visitor(), site().visitor()];
    const tokenOf = async (visitor: typeof ann) =>
      ((await (await visitor.ask('GET', '/api/auth/csrf')).json()) as { csrfToken: string })
        .csrfToken;
    await tokenOf(ann);
    const before = site().links.length;
    const response = await ann.ask('POST', '/api/auth/signin/email', {
      json: { email: 'ann@example.org', csrfToken: await tokenOf(ben) },
    });
    expect(JSON.stringify(await response.json())).toContain('csrf=true');
    expect(site().links).toHaveLength(before);
  });

  it('3.7.2 after signing in one is sent on within this site only', async () => {
    for (const goingTo of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/.//evil.example',
      'javascript:alert(1)',
      'http://localhost:3000@evil.example',
    ]) {
      const ann = site().visitor();
      await ann.askForLink(`to${Math.random()}@example.org`, goingTo);
      const answer = await ann.openLink(site().links.at(-1)!);
      expect(await answer.json(), goingTo).toEqual({ url: '/' });
    }
    const ben = site().visitor();
    await ben.askForLink('kind@example.org', '/works/abc?a=b');
    expect(await (await ben.openLink(site().links.at(-1)!)).json()).toEqual({
      url: '/works/abc?a=b',
    });

    const eve = site().visitor();
    await eve.askForLink('tampered@example.org');
    eve.cookies.set('sfumato-going-to', encodeURIComponent('http://localhost:3000.evil.example/'));
    expect(await (await eve.openLink(site().links.at(-1)!)).json()).toEqual({ url: '/' });
  });
}
