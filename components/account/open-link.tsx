'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';
import { toSfumatoError } from '@/lib/errors';

import { signInByLink } from './ask';
import { Problem } from './problem';
import { useTask } from './use-task';

/**
 * Where a link for signing in leads. The secret stands behind the #, where no server sees it;
 * it is sent when the person presses the button, so that nothing which merely looks at links
 * uses it up, and nobody is signed in without wanting it.
 */
export function OpenLink() {
  const [token, setToken] = useState<string | null>();
  const task = useTask();

  useEffect(() => {
    const read = () => {
      const secret = window.location.hash.slice(1);
      setToken((before) => (secret === '' ? (before ?? null) : secret));
      // Neither the history nor whoever looks at the screen needs it.
      if (secret !== '') window.history.replaceState(null, '', window.location.pathname);
    };
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);

  const open = (secret: string) =>
    task.run(async () => {
      const url = await signInByLink(secret).catch((thrown: unknown) => {
        // Anything else may pass: the same link is good for another try.
        if (toSfumatoError(thrown).code === 'not-found') setToken(null);
        throw thrown;
      });
      // A page of its own, so that nothing of before is left.
      window.location.replace(
        `/sign-in/welcome?to=${encodeURIComponent(url.pathname + url.search)}`,
      );
    });

  if (token === null) {
    return (
      <Notice
        title={task.problem === undefined ? 'This link is cut short' : 'This link is used up'}
        actions={
          <Button asChild variant="primary">
            <Link href="/sign-in">Have another one sent</Link>
          </Button>
        }
      >
        {task.problem ?? 'The last part of it is missing: copy all of it.'}
      </Notice>
    );
  }
  return (
    <Notice
      title="Sign in to Sfumato"
      actions={
        <>
          <Button
            variant="primary"
            className="h-11"
            disabled={token === undefined || task.isBusy}
            onClick={() => token !== undefined && void open(token)}
          >
            Sign in on this device
          </Button>
          <Problem>{task.problem}</Problem>
        </>
      }
    >
      You stay signed in here until you sign out, or do not come by for a month.
    </Notice>
  );
}
