'use client';

import Link from 'next/link';

import { BrokenCode } from '@/components/shell/broken-code';
import { Button } from '@/components/ui/button';
import { decodeAnswer } from '@/lib/identify/code';
import { classifiers } from '@/models/registry';

/** A whole page for a shared answer that cannot be read: why, and how to go on. */
export function BrokenAnswer() {
  return (
    <BrokenCode
      decode={(code) => decodeAnswer(code, classifiers)}
      titles={{ 'unknown-model': 'The model of this answer is not here' }}
      actions={
        <>
          <Button asChild variant="primary">
            <Link href="/identify">Try your own picture</Link>
          </Button>
          <Button asChild>
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      }
    />
  );
}
