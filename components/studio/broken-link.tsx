'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { Notice } from '@/components/shell/notice';
import { Button } from '@/components/ui/button';
import { toSfumatoError, type ErrorCode } from '@/lib/errors';
import { decodeMessage } from '@/lib/latent/codec';
import { catalogue } from '@/models/registry';

/** A link to a picture that cannot be opened: what is wrong, what to do, a way on. */
export function BrokenLink() {
  const code = usePathname().split('/')[2] ?? '';
  const { title, message, instead } = diagnose(code);
  return (
    <Notice
      title={title}
      actions={
        <>
          {instead && (
            <Button asChild variant="primary">
              <Link href={instead.href}>{instead.label}</Link>
            </Button>
          )}
          <Button asChild variant={instead ? 'plain' : 'primary'}>
            <Link href="/">Open the Studio</Link>
          </Button>
        </>
      }
    >
      {message}
    </Notice>
  );
}

interface Diagnosis {
  readonly title: string;
  readonly message: string;
  /** Where this link belongs, when it is whole but means something else. */
  readonly instead?: { readonly href: string; readonly label: string };
}

const TITLES: Partial<Record<ErrorCode, string>> = {
  'invalid-code': 'This link is damaged',
  'unknown-version': 'This link is from a newer Sfumato',
  'unknown-model': 'The model of this picture is not here',
  'outdated-point': 'The model has gone on learning',
};

function diagnose(code: string): Diagnosis {
  try {
    const message = decodeMessage(code, catalogue);
    if (message.kind === 'walk') {
      return {
        title: 'This link leads to a walk',
        message: 'It is whole, but it is not one picture.',
        instead: { href: `/walk/${code}`, label: 'Open the walk' },
      };
    }
    if (message.kind === 'arithmetic') {
      return {
        title: 'This link leads to an arithmetic',
        message: 'It is whole, but it is not one picture.',
        instead: { href: `/arithmetic/${code}`, label: 'Open the arithmetic' },
      };
    }
    return { title: 'There is nothing at this address', message: 'Try the link once more.' };
  } catch (thrown) {
    const error = toSfumatoError(thrown);
    return { title: TITLES[error.code] ?? 'This link leads nowhere', message: error.message };
  }
}
