import Link from 'next/link';

import { DeleteSection } from './delete-section';
import { DeviceSection } from './device-section';
import { ExportSection } from './export-section';
import { NameForm } from './name-form';
import { ProvidersSection } from './providers-section';
import { Section } from './section';
import { Sessions, type SessionRow } from './sessions';
import type { ProviderName } from './sign-in-form';
import { When } from './when';
import { countOf } from './words';

export interface AccountScreenProps {
  profile: {
    readonly name: string | null;
    readonly email: string | null;
    readonly createdAt: Date;
    readonly providers: readonly string[];
    readonly works: number;
    readonly sessions: readonly SessionRow[];
  };
  sessionId: string;
  providers: readonly ProviderName[];
  maxNameLength: number;
  deleteWords: string;
  /** next-auth's name for why another way to sign in was refused. */
  refusal: string | undefined;
}

/** One's account: who one is to others, what is kept, where one is signed in, and the ways out. */
export function AccountScreen({
  profile,
  sessionId,
  providers,
  maxNameLength,
  deleteWords,
  refusal,
}: AccountScreenProps) {
  return (
    <div className="mx-auto w-full max-w-2xl px-5 pt-8 pb-16 sm:pt-12">
      <h1 className="text-2xl font-semibold tracking-tight">Your account</h1>
      <p className="mt-1 mb-8 text-muted">
        {profile.email !== null && (
          <>
            Signed in as <span className="break-words text-ink">{profile.email}</span>.{' '}
          </>
        )}
        Here since <When time={profile.createdAt} />.
      </p>
      <Section title="Your name">
        <NameForm name={profile.name ?? ''} maxLength={maxNameLength} />
      </Section>
      <Section title="Your works">
        <p className="text-muted">
          {profile.works === 0
            ? 'Nothing is kept online yet.'
            : `${countOf(profile.works, 'work')} kept online.`}{' '}
          {profile.works > 0 && (
            <Link href="/account/works" className="text-ink underline underline-offset-4">
              See them
            </Link>
          )}
        </p>
        <DeviceSection />
      </Section>
      <Section title="Where you are signed in">
        <Sessions sessions={profile.sessions} currentId={sessionId} />
      </Section>
      {providers.length > 0 && (
        <Section title="Ways to sign in">
          <ProvidersSection providers={providers} linked={profile.providers} refusal={refusal} />
        </Section>
      )}
      <Section title="Take it along">
        <ExportSection />
      </Section>
      <Section title="Leave">
        <DeleteSection works={profile.works} words={deleteWords} />
      </Section>
    </div>
  );
}
