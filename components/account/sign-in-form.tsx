'use client';

import { useRef, useState, type FormEvent } from 'react';

import { Button } from '@/components/ui/button';

import { beginSignIn } from './ask';
import { Problem } from './problem';
import { refusalOf } from './refusals';
import { TextField } from './text-field';
import { useTask } from './use-task';
import { shortWay } from './way-back';

export const PROVIDER_NAMES = { github: 'GitHub', google: 'Google' } as const;
export type ProviderName = keyof typeof PROVIDER_NAMES;

export interface SignInFormProps {
  /** Otherwise links are printed on the server's console. */
  hasMail: boolean;
  providers: readonly ProviderName[];
  /** Where to go on afterwards. */
  goingTo: string;
  /** next-auth's name for what went wrong before. */
  refusal: string | undefined;
}

/** Everything there is to signing in: an address, or a provider. */
export function SignInForm({ hasMail, providers, goingTo, refusal }: SignInFormProps) {
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  const task = useTask(refusal === undefined ? undefined : refusalOf(refusal));
  const heading = useRef<HTMLHeadingElement>(null);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const isSent = await task.run(async () => {
      await beginSignIn('email', shortWay(goingTo), { email });
      setSentTo(email.trim());
    });
    if (isSent) heading.current?.focus();
  };
  const goTo = (provider: ProviderName) =>
    task.run(async () => {
      const welcome = `/sign-in/welcome?to=${encodeURIComponent(shortWay(goingTo))}`;
      window.location.assign(await beginSignIn(provider, welcome));
    });

  return (
    <div className="m-auto flex w-full max-w-md flex-col gap-6 px-6 py-12">
      <span aria-hidden className="mark size-16 rounded-full bg-edge" />
      <h1
        ref={heading}
        tabIndex={-1}
        className="text-2xl font-semibold tracking-tight outline-none"
      >
        {sentTo === undefined ? 'Sign in' : hasMail ? 'A link is on its way' : 'A link was printed'}
      </h1>
      {sentTo === undefined ? (
        <>
          <p className="text-lg text-muted">
            Everything works without an account. With one, what you keep is there on all your
            devices, and you can show it to others.
          </p>
          <form onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
            <TextField
              label="E-mail address"
              name="email"
              type="email"
              autoComplete="email"
              required
              maxLength={254}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              hint={
                hasMail
                  ? 'You get a link that signs you in. There is no password.'
                  : 'This server sends no mail: the link appears on its console. Ask whoever runs it.'
              }
            />
            <Button type="submit" variant="primary" disabled={task.isBusy} className="h-11">
              {hasMail ? 'Send me a link' : 'Print a link on the console'}
            </Button>
          </form>
          {providers.length > 0 && (
            <div className="flex flex-wrap gap-3 border-t border-line pt-6">
              {providers.map((provider) => (
                <Button
                  key={provider}
                  className="h-11 grow"
                  disabled={task.isBusy}
                  onClick={() => void goTo(provider)}
                >
                  Go on with {PROVIDER_NAMES[provider]}
                </Button>
              ))}
            </div>
          )}
        </>
      ) : (
        <>
          <p className="text-lg text-muted">
            {hasMail
              ? 'Open it in the mail to '
              : 'This server sends no mail: its console shows the link for '}
            <span className="break-words text-ink">{sentTo}</span>. It works once, within ten
            minutes.
          </p>
          <div>
            <Button onClick={() => setSentTo(undefined)}>Use another address</Button>
          </div>
        </>
      )}
      <Problem>{task.problem}</Problem>
    </div>
  );
}
