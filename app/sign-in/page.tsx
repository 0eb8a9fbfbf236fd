import type { Metadata } from 'next';
import { redirect } from 'next/navigation';

import { SignInForm, type ProviderName } from '@/components/account/sign-in-form';
import { toSfumatoError } from '@/lib/errors';
import { currentPerson } from '@/lib/server/auth/session';
import { authSettings } from '@/lib/server/auth/settings';
import { ownPath } from '@/lib/server/auth/site';
import { log } from '@/lib/server/log/logger';

interface SignInProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

export default async function SignInPage({ searchParams }: SignInProps) {
  const { to, callbackUrl, error } = await searchParams;
  const goingTo = ownPath(textOf(to) ?? textOf(callbackUrl), '/account');
  const refusal = textOf(error);
  if (await isSignedIn()) {
    // Who is signed in already wanted another way to, and reads there why not.
    redirect(refusal === undefined ? goingTo : `/account?refused=${encodeURIComponent(refusal)}`);
  }
  const { mail, github, google } = authSettings();
  const providers: ProviderName[] = [];
  if (github) providers.push('github');
  if (google) providers.push('google');
  return (
    <SignInForm
      hasMail={mail !== undefined}
      providers={providers}
      goingTo={goingTo}
      refusal={refusal}
    />
  );
}

/** While the database is away nobody can tell; signing in then says so itself. */
async function isSignedIn(): Promise<boolean> {
  try {
    return (await currentPerson()) !== null;
  } catch (thrown) {
    log().warn({ event: 'session-unknown', err: toSfumatoError(thrown) });
    return false;
  }
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
