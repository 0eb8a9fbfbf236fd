import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';

import { ArithmeticScreen } from '@/components/arithmetic/arithmetic-screen';
import { readLink } from '@/lib/server/links';

interface ArithmeticLinkProps {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: ArithmeticLinkProps): Promise<Metadata> {
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
export default async function ArithmeticLinkPage({ params }: ArithmeticLinkProps) {
  const { code } = await params;
  const link = readLink(code);
  if (!link) notFound();
  // A whole link on the wrong screen: its own screen knows what to do with it.
  if (link.kind !== 'arithmetic') redirect(link.path);
  return <ArithmeticScreen key={code} code={code} />;
}
