import type { Metadata } from 'next';

import { TransferScreen } from '@/components/transfer/transfer-screen';

const description =
  'Have your picture painted in the style of a painter, of another picture, or of several at once. It is painted on your own device and never leaves it.';

export const metadata: Metadata = {
  title: 'Transfer',
  description,
  alternates: { canonical: '/transfer' },
  openGraph: { title: 'Transfer · Sfumato', description },
};

export default function TransferPage() {
  return <TransferScreen />;
}
