import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

/** The database is away: accounts rest, everything else goes on. */
export function AccountAway() {
  return (
    <Notice
      title="Accounts rest for a moment"
      actions={
        <>
          <Button asChild variant="primary">
            <a href="/account">Try again</a>
          </Button>
          <Button asChild>
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      }
    >
      The server cannot reach what it keeps right now. Nothing is lost, and everything that needs no
      account works.
    </Notice>
  );
}
