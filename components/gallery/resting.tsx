'use client';

import Link from 'next/link';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';

export interface RestingProps {
  /** What rests, e.g. "The gallery". */
  what: string;
  message: string;
  /** This page's own address, to try again. */
  path: string;
}

/** In place of what the server cannot find right now; everything else goes on. */
export function Resting({ what, message, path }: RestingProps) {
  return (
    <Notice
      title={`${what} rests for a moment`}
      actions={
        <>
          <Button variant="primary" asChild>
            {/* A plain link: it asks the server anew, with or without scripts. */}
            <a href={path}>Try again</a>
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
