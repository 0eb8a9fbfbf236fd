'use client';

import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

/** The database is away: everything but short links goes on. */
export default function ShortLinkError() {
  return (
    <Notice
      title="Short links rest for a moment"
      actions={
        <>
          <Button variant="primary" onClick={() => location.reload()}>
            Try again
          </Button>
          <Button asChild>
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      }
    >
      The server cannot look up where this one leads. It is not lost: try again in a while. Long
      links and everything else work.
    </Notice>
  );
}
