import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { Studio } from '@/components/studio/studio';
import { SfumatoError } from '@/lib/errors';
import { decodePoint } from '@/lib/latent/codec';
import type { LatentPoint } from '@/lib/latent/point';
import { describeMix, describePoint } from '@/lib/studio/describe';
import { posterOf } from '@/lib/studio/opening';
import { catalogue, modelIndex } from '@/models/registry';

interface PointPageProps {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: PointPageProps): Promise<Metadata> {
  const { code } = await params;
  const point = readPoint(code);
  if (!point) return { title: 'A link that leads nowhere', robots: { index: false } };
  const model = modelIndex.find((entry) => entry.id === point.model);
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

/** The Studio, opened at a point. `not-found.tsx` says what is wrong with other links. */
export default async function PointPage({ params }: PointPageProps) {
  const { code } = await params;
  const point = readPoint(code);
  if (!point) notFound();
  return <Studio key={code} point={point} poster={posterOf(code)} atLink />;
}

/** The point behind a code; undefined for codes that mean none (any more). */
function readPoint(code: string): LatentPoint | undefined {
  try {
    return decodePoint(code, catalogue);
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return undefined;
    throw thrown;
  }
}
