import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { ask, beginSignIn, signInByLink } from './ask';

/** What next-auth answers with. */
let url: string;

beforeEach(() => {
  vi.stubGlobal('window', { location: { origin: 'https://sfumato.example' } });
  vi.stubGlobal('fetch', (path: string) =>
    Promise.resolve(Response.json(path === '/api/auth/csrf' ? { csrfToken: 'token' } : { url })),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('goes on where next-auth sends one, within this site or not', async () => {
  url = '/sign-in';
  const sent = await beginSignIn('email', '/', { email: 'ann@example.org' });
  expect(sent.pathname).toBe('/sign-in');
  url = 'https://github.com/login/oauth/authorize?error=theirs&csrf=theirs';
  expect((await beginSignIn('github', '/')).href).toBe(url);
  url = '/account?tab=1';
  expect((await signInByLink('secret')).search).toBe('?tab=1');
});

it('says why one is not signed in', async () => {
  url = '/api/auth/error?error=OAuthAccountNotLinked';
  await expect(beginSignIn('github', '/account')).rejects.toThrow(/another account here/);
  // Nothing was sent: the cookie that belongs to the form did not come back.
  url = '/api/auth/signin?csrf=true';
  await expect(beginSignIn('email', '/')).rejects.toThrow(/cookie/);
});

it('tells a link that is used up from one that is good for another try', async () => {
  url = '/api/auth/error?error=Verification';
  await expect(signInByLink('secret')).rejects.toMatchObject({ code: 'not-found' });
  url = '/api/auth/error?error=Callback';
  await expect(signInByLink('secret')).rejects.toMatchObject({ code: 'not-allowed' });
});

it('tells the server’s own sentence, and nothing of what a proxy answers instead', async () => {
  const answer = (text: string, type: string) =>
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(text, { status: 502, headers: { 'Content-Type': type } })),
    );
  answer('Wait a minute.\n', 'text/plain; charset=utf-8');
  await expect(ask('POST', '/api/account')).rejects.toThrow(/^Wait a minute\.$/);
  answer('<html><h1>502 Bad Gateway</h1></html>', 'text/html');
  await expect(ask('POST', '/api/account')).rejects.toThrow(/^The server did not do it/);
  answer('', 'text/plain');
  await expect(ask('POST', '/api/account')).rejects.toThrow(/^The server did not do it/);
});
