import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';

import SignInPage from '@/app/sign-in/page';
import { ProvidersSection } from '@/components/account/providers-section';

vi.mock('@/lib/server/auth/session', () => ({
  currentPerson: () => Promise.resolve({ id: 'ann' }),
}));

/** Where somebody who is signed in is sent on to. */
const sentTo = (query: Record<string, string>) =>
  SignInPage({ searchParams: Promise.resolve(query) }).then(
    () => undefined,
    (thrown: { digest?: string }) => thrown.digest?.split(';')[2],
  );

it('tells who is signed in why another way to was refused, where it was asked for', async () => {
  expect(await sentTo({ to: '/walk' })).toBe('/walk');
  expect(await sentTo({ error: 'OAuthAccountNotLinked' })).toBe(
    '/account?refused=OAuthAccountNotLinked',
  );
  expect(await sentTo({ error: 'a&b' })).toBe('/account?refused=a%26b');
  const shown = renderToStaticMarkup(
    createElement(ProvidersSection, {
      providers: ['github'],
      linked: [],
      refusal: 'OAuthAccountNotLinked',
    }),
  );
  expect(shown).toContain('That one signs in to another account here.');
});
