'use client';

import Link from 'next/link';

import { BrokenCode } from '@/components/shell/broken-code';
import { Button } from '@/components/ui/button';
import { SfumatoError } from '@/lib/errors';

export default function ShortLinkNotFound() {
  return (
    <BrokenCode
      decode={unknown}
      titles={{ 'not-found': 'This short link leads nowhere' }}
      actions={
        <Button asChild variant="primary">
          <Link href="/">Open the Studio</Link>
        </Button>
      }
    />
  );
}

/** The server has looked for it already. */
function unknown(slug: string): never {
  throw new SfumatoError(
    'not-found',
    `Nothing is kept here under “${slug.slice(0, 20)}”. Letters count large and small: look at each of them, or ask for the link once more.`,
  );
}
