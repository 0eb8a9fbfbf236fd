'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';
import { toSfumatoError, type ErrorCode } from '@/lib/errors';
import { decodeAnswer } from '@/lib/identify/code';
import { classifiers } from '@/models/registry';

/** A whole page for a shared answer that cannot be read: why, and how to go on. */
export function BrokenAnswer() {
  const { title, message } = diagnose(usePathname().split('/')[2] ?? '');
  return (
    <Notice
      title={title}
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
    >
      {message}
    </Notice>
  );
}

const TITLES: Partial<Record<ErrorCode, string>> = {
  'invalid-code': 'This link does not open',
  'unknown-version': 'This link is from a newer Sfumato',
  'unknown-model': 'The model of this answer is not here',
  'outdated-point': 'The model has gone on learning',
};

function diagnose(code: string): { title: string; message: string } {
  try {
    decodeAnswer(code, classifiers);
    return { title: 'There is nothing at this address', message: 'Try the link once more.' };
  } catch (thrown) {
    const error = toSfumatoError(thrown);
    return { title: TITLES[error.code] ?? 'This link leads nowhere', message: error.message };
  }
}
