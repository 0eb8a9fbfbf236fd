'use client';

import { Button } from '@/components/ui/button';

import { beginSignIn } from './ask';
import { Problem } from './problem';
import { refusalOf } from './refusals';
import { PROVIDER_NAMES, type ProviderName } from './sign-in-form';
import { useTask } from './use-task';

export interface ProvidersSectionProps {
  /** Those that this server knows. */
  providers: readonly ProviderName[];
  /** Those that sign in to this account. */
  linked: readonly string[];
  /** next-auth's name for why one could not be added a moment ago. */
  refusal: string | undefined;
}

/** Providers as further ways into the same account. */
export function ProvidersSection({ providers, linked, refusal }: ProvidersSectionProps) {
  const { isBusy, problem, run } = useTask(refusal === undefined ? undefined : refusalOf(refusal));
  const link = (provider: ProviderName) =>
    run(async () => window.location.assign(await beginSignIn(provider, '/account')));
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-2">
        {providers.map((provider) => (
          <li key={provider} className="flex min-h-11 items-center justify-between gap-3">
            {PROVIDER_NAMES[provider]}
            {linked.includes(provider) ? (
              <span className="text-muted">Signs in to this account</span>
            ) : (
              <Button disabled={isBusy} onClick={() => void link(provider)}>
                Use it, too
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Problem>{problem}</Problem>
    </div>
  );
}
