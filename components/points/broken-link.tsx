'use client';

import Link from 'next/link';

import { BrokenCode } from '@/components/shell/broken-code';
import { Button } from '@/components/ui/button';
import { decodeMessage } from '@/lib/latent/codec';
import { catalogue } from '@/models/registry';

/** A whole page for a link that cannot be opened: why, and how to go on. */
export function BrokenLink({ onwards }: { onwards: { href: string; label: string } }) {
  return (
    <BrokenCode
      decode={(code) => decodeMessage(code, catalogue)}
      actions={
        <>
          <Button asChild variant="primary">
            <Link href={onwards.href}>{onwards.label}</Link>
          </Button>
          <Button asChild>
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      }
    />
  );
}
