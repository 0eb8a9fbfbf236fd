import type { Metadata } from 'next';

import { ArithmeticScreen } from '@/components/arithmetic/arithmetic-screen';
import { readLink } from '@/lib/server/links';
import { sendOn } from '@/lib/server/send-on';

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

export default async function ArithmeticLinkPage({ params }: ArithmeticLinkProps) {
  const { code } = await params;
  const link = readLink(code);
  if (link?.kind !== 'arithmetic') sendOn(code, '/arithmetic');
  return <ArithmeticScreen key={code} code={code} />;
}
