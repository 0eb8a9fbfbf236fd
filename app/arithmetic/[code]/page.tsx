import type { Metadata } from 'next';
import { redirect } from 'next/navigation';

import { BrokenLink } from '@/components/points/broken-link';
import { ArithmeticScreen } from '@/components/arithmetic/arithmetic-screen';
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

export default async function ArithmeticLinkPage({ params }: Props) {
  const { code } = await params;
  const link = readLink(code);
  if (!('kind' in link)) {
    return (
      <BrokenLink
        code={link.code}
        message={link.message}
        onwards={{ href: '/arithmetic', label: 'Begin a new arithmetic' }}
      />
    );
  }
  if (link.kind !== 'arithmetic') redirect(link.path);
  return <ArithmeticScreen key={code} code={code} />;
}
