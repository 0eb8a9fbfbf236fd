import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';
import type { ErrorCode } from '@/lib/errors';

export interface BrokenLinkProps {
  code: ErrorCode;
  /** The sentence of the error. */
  message: string;
  /** Where to go on, e.g. "Begin a new walk". */
  onwards: { readonly href: string; readonly label: string };
}

/** A whole page for a link that cannot be opened: why, and what to do. */
export function BrokenLink({ code, message, onwards }: BrokenLinkProps) {
  return (
    <Notice
      title={TITLES[code] ?? 'This link cannot be opened'}
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
    >
      {message}
    </Notice>
  );
}

const TITLES: Partial<Record<ErrorCode, string>> = {
  'invalid-code': 'This link is not whole',
  'unknown-version': 'This link is newer than this page',
  'unknown-model': 'The model of this link is not here',
  'outdated-point': 'The model has learned anew',
};
