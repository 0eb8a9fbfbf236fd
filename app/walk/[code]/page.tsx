import type { Metadata } from 'next';

import { WalkScreen } from '@/components/walk/walk-screen';
import { readLink } from '@/lib/server/links';
import { sendOn } from '@/lib/server/send-on';

interface WalkLinkProps {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: WalkLinkProps): Promise<Metadata> {
  const { code } = await params;
  const link = readLink(code);
  if (!link) return { title: 'A link that leads nowhere', robots: { index: false } };
  const { title, description, path: url } = link;
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: { siteName: 'Sfumato', title, description, url, type: 'website' },
    twitter: { card: 'summary_large_image', title, description },
  };
}

export default async function WalkLinkPage({ params }: WalkLinkProps) {
  const { code } = await params;
  const link = readLink(code);
  if (link?.kind !== 'walk') sendOn(code, '/walk');
  return <WalkScreen key={code} code={code} />;
}
