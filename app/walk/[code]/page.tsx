import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';

import { WalkScreen } from '@/components/walk/walk-screen';
import { readLink } from '@/lib/server/links';

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

/** `not-found.tsx` says what is wrong with links that cannot be opened. */
export default async function WalkLinkPage({ params }: WalkLinkProps) {
  const { code } = await params;
  const link = readLink(code);
  if (!link) notFound();
  // A whole link on the wrong screen: its own screen knows what to do with it.
  if (link.kind !== 'walk') redirect(link.path);
  return <WalkScreen key={code} code={code} />;
}
