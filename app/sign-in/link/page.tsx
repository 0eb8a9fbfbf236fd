import type { Metadata } from 'next';

import { OpenLink } from '@/components/account/open-link';

export const metadata: Metadata = {
  title: 'Sign in',
  robots: { index: false },
  referrer: 'no-referrer',
};

export default function LinkPage() {
  return <OpenLink />;
}
