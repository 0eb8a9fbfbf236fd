import { SfumatoError } from '@/lib/errors';

const SENTENCES: Readonly<Record<string, string>> = {
  Verification: 'This link was used already, or is older than ten minutes. Have another one sent.',
  EmailSignin: 'The link could not be sent. Try again in a while.',
  OAuthSignin: 'Signing in there cannot be begun right now. Try again, or use a link.',
  OAuthCallback: 'You were not signed in there. Try again, or use a link.',
  OAuthAccountNotLinked:
    'That one signs in to another account here. Sign out first to use the other account.',
  Configuration: 'Signing in is not set up rightly here. Whoever runs this server can see why.',
};

/** In place of an answer, where the cookie of the form did not come back. */
const NO_COOKIE =
  'Your browser sent no cookie along, and nobody is signed in without one. Allow cookies for this site, or open it by https.';

/** What went wrong with signing in, by next-auth's name for it. */
export function refusalOf(name: string): string {
  return SENTENCES[name] ?? 'You were not signed in. Try again.';
}

/**
 * Looks whether next-auth refuses: whatever happened, it answers with the address of a page.
 * @throws SfumatoError `not-found` for a link that no other try makes good; `not-allowed`
 */
export function refuse(url: URL): void {
  if (url.origin !== window.location.origin) return;
  const error = url.searchParams.get('error');
  if (error !== null) {
    throw new SfumatoError(
      error === 'Verification' ? 'not-found' : 'not-allowed',
      refusalOf(error),
    );
  }
  if (url.searchParams.has('csrf')) throw new SfumatoError('not-allowed', NO_COOKIE);
}
