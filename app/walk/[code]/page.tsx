import type { Metadata } from 'next';
import { redirect } from 'next/navigation';

import { BrokenLink } from '@/components/points/broken-link';
import { WalkScreen } from '@/components/walk/walk-screen';
import { readLink } from '@/lib/server/links';

interface Props {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const link = readLink((await params).code);
  if (!('kind' in link)) return { title: 'Broken link', robots: { index: false } };
  const { title, description } = link;
  return { title, description, openGraph: { title, description } };
}

export default async function WalkLinkPage({ params }: Props) {
  const { code } = await params;
  const link = readLink(code);
  if (!('kind' in link)) {
    return (
      <BrokenLink
        code={link.code}
        message={link.message}
        onwards={{ href: '/walk', label: 'Begin a new walk' }}
      />
    );
  }
  if (link.kind !== 'walk') redirect(link.path);
  return <WalkScreen key={code} code={code} />;
}
