import type { Metadata } from 'next';

import { IdentifyScreen } from '@/components/identify/identify-screen';

const description =
  'Which painter is your picture nearest to? It is looked at on your own device and never leaves it.';

export const metadata: Metadata = {
  title: 'Identify',
  description,
  alternates: { canonical: '/identify' },
  openGraph: { title: 'Identify · Sfumato', description },
};

export default function IdentifyPage() {
  return <IdentifyScreen />;
}
