import type { Metadata } from 'next';

import { Studio } from '@/components/studio/studio';
import { SfumatoError } from '@/lib/errors';
import { decodeMessage, type Message } from '@/lib/latent/codec';
import { sendOn } from '@/lib/server/send-on';
import { describeMix, describePoint } from '@/lib/studio/describe';
import { posterOf } from '@/lib/studio/opening';
import { catalogue, generators } from '@/models/registry';

interface PointPageProps {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: PointPageProps): Promise<Metadata> {
  const { code } = await params;
  const message = read(code);
  if (message?.kind !== 'point') {
    return { title: 'A link that leads nowhere', robots: { index: false } };
  }
  const { point } = message;
  const model = generators.find((entry) => entry.id === point.model);
  const title = describeMix(point.mix, model);
  const description = `${describePoint(point, model)} Open it and play on from here.`;
  const url = `/p/${code}`;
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: { siteName: 'Sfumato', title, description, url, type: 'website' },
    twitter: { card: 'summary_large_image', title, description },
  };
}

export default async function PointPage({ params }: PointPageProps) {
  const { code } = await params;
  const message = read(code);
  if (message?.kind !== 'point') sendOn(code, '/p');
  return <Studio key={code} point={message.point} poster={posterOf(code)} link={code} />;
}

/** What a code means; undefined for codes that mean nothing (any more). */
function read(code: string): Message | undefined {
  try {
    return decodeMessage(code, catalogue);
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return undefined;
    throw thrown;
  }
}
