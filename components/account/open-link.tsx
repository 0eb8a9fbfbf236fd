'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';
import { SfumatoError } from '@/lib/errors';

import { ask } from './ask';
import { Problem } from './problem';
import { refusalOf } from './refusals';
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

  const open = () =>
    task.run(async () => {
      const answer = await ask('POST', '/api/auth/callback/email', { token });
      const url = new URL((answer as { url: string }).url, window.location.origin);
      const error = url.searchParams.get('error');
      if (error !== null) {
        setToken(null);
        throw new SfumatoError('not-allowed', refusalOf(error));
      }
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
            onClick={() => void open()}
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
