'use client';

import Link from 'next/link';
import { useEffect } from 'react';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

export interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <Notice
      title="This screen stopped working"
      actions={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <Button asChild>
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      }
    >
      What you kept on the strip is still there. Trying again usually helps
      {error.digest === undefined ? '.' : `; if it does not, report the number ${error.digest}.`}
    </Notice>
  );
}
