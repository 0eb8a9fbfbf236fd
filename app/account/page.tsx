import type { Metadata } from 'next';
import { redirect } from 'next/navigation';

import { AccountScreen } from '@/components/account/account-screen';
import { AccountAway } from '@/components/account/away';
import type { ProviderName } from '@/components/account/sign-in-form';
import { plainQuery } from '@/components/gallery/address';
import { SfumatoError } from '@/lib/errors';
import { DELETE_WORDS } from '@/lib/server/account/delete';
import { getProfile, MAX_NAME_LENGTH, type Profile } from '@/lib/server/account/profile';
import { currentPerson, type Person } from '@/lib/server/auth/session';
import { authSettings } from '@/lib/server/auth/settings';
import { withDatabase } from '@/lib/server/database/server';

interface AccountProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: 'Account', robots: { index: false } };

export default async function AccountPage({ searchParams }: AccountProps) {
  const found = await find();
  if (found === 'away') return <AccountAway />;
  if (found === null) redirect('/sign-in?to=/account');
  const refusal = plainQuery(await searchParams).get('refused') ?? undefined;
  const { github, google } = authSettings();
  const providers: ProviderName[] = [];
  if (github) providers.push('github');
  if (google) providers.push('google');
  return (
    <AccountScreen
      profile={found.profile}
      sessionId={found.person.sessionId}
      providers={providers}
      maxNameLength={MAX_NAME_LENGTH}
      deleteWords={DELETE_WORDS}
      refusal={refusal}
    />
  );
}

/** Null for somebody who is not signed in. */
async function find(): Promise<{ person: Person; profile: Profile } | null | 'away'> {
  try {
    const person = await currentPerson();
    if (!person) return null;
    return { person, profile: await withDatabase((db) => getProfile(db, person.id)) };
  } catch (thrown) {
    if (thrown instanceof SfumatoError && thrown.code === 'unavailable') return 'away';
    if (thrown instanceof SfumatoError && thrown.code === 'not-found') return null;
    throw thrown;
  }
}
