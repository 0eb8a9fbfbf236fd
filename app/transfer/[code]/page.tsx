import type { Metadata } from 'next';

import { TransferScreen } from '@/components/transfer/transfer-screen';
import { SfumatoError } from '@/lib/errors';
import { sendOn } from '@/lib/server/send-on';
import { decodeTransfer, type LinkedTransfer } from '@/lib/transfer/code';
import { catalogue, stylizers } from '@/models/registry';

interface TransferLinkProps {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: TransferLinkProps): Promise<Metadata> {
  const { code } = await params;
  const linked = read(code);
  if (!linked) return { title: 'A link that leads nowhere', robots: { index: false } };
  const count = linked.styles.length;
  const title = count === 1 ? 'A style to paint in' : `A mix of ${count} styles to paint in`;
  const description =
    'Somebody shared a style. Have your own picture painted in it: on your own device, which it never leaves.';
  const url = `/transfer/${code}`;
  return {
    title,
    description,
    alternates: { canonical: url },
    robots: { index: false },
    openGraph: { siteName: 'Sfumato', title, description, url, type: 'website' },
    twitter: { card: 'summary', title, description },
  };
}

export default async function TransferLinkPage({ params }: TransferLinkProps) {
  const { code } = await params;
  if (read(code)) return <TransferScreen key={code} code={code} />;
  sendOn(code, '/transfer');
}

/** What stands behind a code; undefined for codes that mean nothing (any more). */
function read(code: string): LinkedTransfer | undefined {
  try {
    return decodeTransfer(code, stylizers, catalogue);
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return undefined;
    throw thrown;
  }
}
