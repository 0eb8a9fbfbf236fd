'use client';

import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

export interface RestingProps {
  /** What rests, e.g. "The gallery". */
  what: string;
  /** Short links have a page of their own words. */
  title?: string;
  message: string;
}

/** In place of what the server cannot find right now; everything else goes on. */
export function Resting({ what, title, message }: RestingProps) {
  return (
    <Notice
      title={title ?? `${what} rests for a moment`}
      actions={
        <>
          <Button variant="primary" asChild>
            {/* A plain link: it asks the server anew, with or without scripts. */}
            <a href="">Try again</a>
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
