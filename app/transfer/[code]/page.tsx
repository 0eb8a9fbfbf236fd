import type { Metadata } from 'next';

import { TransferScreen } from '@/components/transfer/transfer-screen';
import { SfumatoError } from '@/lib/errors';
import { readLink } from '@/lib/server/links';
import { sendOn } from '@/lib/server/send-on';
import { decodeTransfer } from '@/lib/transfer/code';
import { catalogue, stylizers } from '@/models/registry';

interface TransferLinkProps {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: TransferLinkProps): Promise<Metadata> {
  const { code } = await params;
  const link = readLink(code);
  if (link?.kind !== 'transfer') {
    return { title: 'A link that leads nowhere', robots: { index: false } };
  }
  const { title, path: url } = link;
  const description = `${link.description} Have your own picture painted in it: on your own device, which it never leaves.`;
  return {
    title,
    description,
    alternates: { canonical: url },
    robots: { index: false },
    openGraph: { siteName: 'Sfumato', title, description, url, type: 'website' },
    twitter: { card: 'summary_large_image', title, description },
  };
}

export default async function TransferLinkPage({ params }: TransferLinkProps) {
  const { code } = await params;
  if (opens(code)) return <TransferScreen key={code} code={code} />;
  sendOn(code, '/transfer');
}

/** Whether the screen can make something of a code: if only to say which of its styles are gone. */
function opens(code: string): boolean {
  try {
    decodeTransfer(code, stylizers, catalogue);
    return true;
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return false;
    throw thrown;
  }
}
