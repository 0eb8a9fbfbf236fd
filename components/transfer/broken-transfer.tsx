'use client';

import Link from 'next/link';

import { BrokenCode } from '@/components/shell/broken-code';
import { Button } from '@/components/ui/button';
import { decodeTransfer } from '@/lib/transfer/code';
import { catalogue, stylizers } from '@/models/registry';

/** A whole page for a link to styles that cannot be read: why, and how to go on. */
export function BrokenTransfer() {
  return (
    <BrokenCode
      decode={(code) => decodeTransfer(code, stylizers, catalogue)}
      titles={{ 'unknown-model': 'The styles of this link are not here' }}
      actions={
        <>
          <Button asChild variant="primary">
            <Link href="/transfer">Choose a style here</Link>
          </Button>
          <Button asChild>
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      }
    />
  );
}
