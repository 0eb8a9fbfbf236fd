'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

import { toSfumatoError, type ErrorCode } from '@/lib/errors';

import { Notice } from './notice';

/** What a broken link is called, where a screen has a better name for it than the others. */
export type BrokenTitles = Partial<Record<ErrorCode, string>>;

interface Props {
  /** Reads the code in the address and throws what is wrong with it. */
  readonly decode: (code: string) => unknown;
  readonly titles?: BrokenTitles;
  /** Ways on. */
  readonly actions: ReactNode;
}

const TITLES: BrokenTitles = {
  'invalid-code': 'This link does not open',
  'unknown-version': 'This link is from a newer Sfumato',
  'unknown-model': 'The model of this link is not here',
  'outdated-point': 'The model has gone on learning',
};

/** A whole page for a link whose code cannot be read: why, what to do, ways on. */
export function BrokenCode({ decode, titles, actions }: Props) {
  const { title, message } = diagnose(usePathname().split('/')[2] ?? '', decode, titles);
  return (
    <Notice title={title} actions={actions}>
      {message}
    </Notice>
  );
}

function diagnose(code: string, decode: Props['decode'], titles?: BrokenTitles) {
  try {
    decode(code);
    return { title: 'There is nothing at this address', message: 'Try the link once more.' };
  } catch (thrown) {
    const error = toSfumatoError(thrown);
    const title = { ...TITLES, ...titles }[error.code];
    return { title: title ?? 'This link leads nowhere', message: error.message };
  }
}
