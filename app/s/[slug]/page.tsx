import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';

import { withDatabase } from '@/lib/server/database/server';
import { findShortLink, isSlug } from '@/lib/server/short-links';

interface ShortLinkProps {
  params: Promise<{ slug: string }>;
}

export const metadata: Metadata = {
  title: 'A link that leads nowhere',
  robots: { index: false },
};

/** A short link is nothing in itself: it leads to the long one. */
export default async function ShortLinkPage({ params }: ShortLinkProps) {
  const { slug } = await params;
  const link = isSlug(slug) ? await withDatabase((db) => findShortLink(db, slug)) : undefined;
  if (!link) notFound();
  redirect(`/${link.kind === 'point' ? 'p' : link.kind}/${link.code}`);
}
