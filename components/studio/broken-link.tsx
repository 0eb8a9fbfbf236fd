'use client';

import Link from 'next/link';

import { BrokenCode } from '@/components/shell/broken-code';
import { Button } from '@/components/ui/button';
import { decodeMessage } from '@/lib/latent/codec';
import { catalogue } from '@/models/registry';

/** A whole page for a picture's link that cannot be opened: what is wrong, what to do, a way on. */
export function BrokenLink() {
  return (
    <BrokenCode
      decode={(code) => decodeMessage(code, catalogue)}
      titles={{
        'invalid-code': 'This link is damaged',
        'unknown-model': 'The model of this picture is not here',
      }}
      actions={
        <Button asChild variant="primary">
          <Link href="/">Open the Studio</Link>
        </Button>
      }
    />
  );
}
