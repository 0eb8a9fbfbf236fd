import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { siteUrl } from '@/app/site-url';
import { Resting } from '@/components/gallery/resting';
import type { ShownWork } from '@/components/gallery/shown-work';
import { WorkScreen } from '@/components/gallery/work-screen';
import { nameOfClass } from '@/lib/server/class-names';
import { EMBED_SIDE } from '@/lib/server/gallery/embed';
import type { WorkView } from '@/lib/server/gallery/work-view';

import { loadWork } from './load';

interface WorkProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: WorkProps): Promise<Metadata> {
  const { id } = await params;
  const found = await loadWork(id);
  if ('pause' in found || !found.view) return { title: 'A work', robots: { index: false } };
  const { work, title } = found.view;
  const description = work.note || `A ${KINDS[work.kind]} by ${work.authorName ?? 'somebody'}.`;
  const path = `/works/${id}`;
  const isOpen = work.visibility !== 'private' && !work.isHidden;
  const oembed = new URL('/oembed', await siteUrl());
  oembed.searchParams.set('url', new URL(path, oembed).href);
  oembed.searchParams.set('format', 'json');
  return {
    title,
    description,
    alternates: {
      canonical: path,
      ...(isOpen && { types: { 'application/json+oembed': [{ url: oembed.href, title }] } }),
    },
    openGraph: { siteName: 'Sfumato', title, description, url: path, type: 'article' },
    twitter: { card: 'summary_large_image', title, description },
    // Who shares by link has not asked to be found.
    ...(work.visibility !== 'public' && { robots: { index: false } }),
  };
}

/** A work with its family, for whoever may see it. */
export default async function WorkPage({ params }: WorkProps) {
  const { id } = await params;
  const found = await loadWork(id);
  if ('pause' in found)
    return <Resting what="The gallery" message={found.message} path={`/works/${id}`} />;
  if (!found.view) notFound();
  return (
    <WorkScreen
      work={shownWork(found.view)}
      viewer={{
        isSignedIn: found.person !== null,
        isAdministrator: found.person?.isAdministrator ?? false,
      }}
      embedSide={EMBED_SIDE}
    />
  );
}

/** What the page's components know of a work. */
function shownWork({ work, title, resolution, stars, proposals }: WorkView): ShownWork {
  return {
    id: work.id,
    kind: work.kind,
    code: work.code,
    pictureCode: work.pictureCode,
    resolution,
    title,
    givenTitle: work.title,
    note: work.note,
    visibility: work.visibility,
    author: work.authorName,
    since: (work.publishedAt ?? work.createdAt).toISOString(),
    isHidden: work.isHidden,
    isOwn: work.isOwn,
    stars,
    artists: work.classes.map(({ classId, weight }) => ({
      name: nameOfClass(classId),
      share: weight / 1000,
    })),
    parents: work.parents,
    children: work.children,
    proposals,
  };
}

const KINDS = {
  point: 'picture',
  walk: 'walk',
  arithmetic: 'picture from an arithmetic',
  transfer: 'style to paint in',
} as const;
