import type { Metadata } from 'next';

import { WalkScreen } from '@/components/walk/walk-screen';

const description =
  'A film through the space between pictures: choose them, order them, press play.';

export const metadata: Metadata = {
  title: 'Walk',
  description,
  openGraph: { title: 'Walk · Sfumato', description },
};

export default function WalkPage() {
  return <WalkScreen />;
}
