import type { Metadata } from 'next';
import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Nothing here' };

export default function NotFound() {
  return (
    <Notice
      title="There is nothing at this address"
      actions={
        <Button asChild variant="primary">
          <Link href="/">Open the Studio</Link>
        </Button>
      }
    >
      The link may be incomplete. If somebody sent it to you, ask for it once more, whole.
    </Notice>
  );
}
