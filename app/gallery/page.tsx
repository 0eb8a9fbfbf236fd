import type { Metadata } from 'next';

import {
  addressOf,
  plainQuery,
  readView,
  requestOf,
  WHOLE_GALLERY,
} from '@/components/gallery/address';
import { EmptyGallery } from '@/components/gallery/empty-gallery';
import { GalleryBar } from '@/components/gallery/gallery-bar';
import { GalleryHelp } from '@/components/gallery/gallery-help';
import { Resting } from '@/components/gallery/resting';
import { Wall } from '@/components/gallery/wall';
import { SfumatoError } from '@/lib/errors';
import { lookAt } from '@/lib/server/gallery/pages';
import { galleryPage } from '@/lib/server/gallery/requests';

interface GalleryProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const description =
  'Pictures and walks that people kept and shared. Open one, and grow your own from it.';

export const metadata: Metadata = {
  title: 'Gallery',
  description,
  alternates: { canonical: '/gallery' },
  openGraph: {
    siteName: 'Sfumato',
    title: 'Gallery',
    description,
    url: '/gallery',
    type: 'website',
  },
};

/** What people chose to show. Everything works without scripts, page by page. */
export default async function GalleryPage({ searchParams }: GalleryProps) {
  const query = plainQuery(await searchParams);
  const view = readView(query);
  const found = await lookAt(async (viewer, person) => {
    const isSignedIn = person !== null;
    const after = query.get('after') ?? undefined;
    try {
      return { ...(await galleryPage(viewer, requestOf(view, after))), isSignedIn };
    } catch (thrown) {
      // An address from elsewhere, or from before an update: its view from the beginning.
      if (!(thrown instanceof SfumatoError && thrown.code === 'invalid-input')) throw thrown;
      return { ...(await galleryPage(viewer, requestOf(WHOLE_GALLERY))), isSignedIn };
    }
  });
  if ('pause' in found)
    return <Resting what="The gallery" message={found.message} path={addressOf(view)} />;
  const isNarrowed = addressOf(view) !== addressOf({ ...WHOLE_GALLERY, order: view.order });
  return (
    <div className="mx-auto w-full max-w-[104rem] grow px-4 pt-3 pb-16 sm:px-8">
      <GalleryBar view={view} isSignedIn={found.isSignedIn} />
      {found.works.length === 0 ? (
        <EmptyGallery isNarrowed={isNarrowed || query.has('after')} />
      ) : (
        <Wall key={addressOf(view, query.get('after') ?? undefined)} view={view} first={found} />
      )}
      <GalleryHelp />
    </div>
  );
}
