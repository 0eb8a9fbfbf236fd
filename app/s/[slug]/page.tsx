import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';

import { Resting } from '@/components/gallery/resting';
import { pathOfCode } from '@/lib/latent/link-kinds';
import { withDatabase } from '@/lib/server/database/server';
import { lookAt } from '@/lib/server/gallery/pages';
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
  if (!isSlug(slug)) notFound();
  const found = await lookAt(async () => ({
    link: await withDatabase((db) => findShortLink(db, slug)),
  }));
  if ('pause' in found) {
    return (
      <Resting
        what="This short link"
        path={`/s/${slug}`}
        message="The server cannot look up where it leads. It is not lost: try again in a while. Long links and everything else work."
      />
    );
  }
  if (!found.link) notFound();
  redirect(pathOfCode(found.link.kind, found.link.code));
}
