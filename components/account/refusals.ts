const SENTENCES: Readonly<Record<string, string>> = {
  Verification: 'This link was used already, or is older than ten minutes. Have another one sent.',
  EmailSignin: 'The link could not be sent. Try again in a while.',
  OAuthSignin: 'Signing in there cannot be begun right now. Try again, or use a link.',
  OAuthCallback: 'You were not signed in there. Try again, or use a link.',
  OAuthAccountNotLinked:
    'That one signs in to another account here. Sign out first to use the other account.',
  Configuration: 'Signing in is not set up rightly here. Whoever runs this server can see why.',
};

/** What went wrong with signing in, by next-auth's name for it. */
export function refusalOf(name: string): string {
  return SENTENCES[name] ?? 'You were not signed in. Try again.';
}
