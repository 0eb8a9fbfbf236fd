import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';

import {
  addressOf,
  OWN_PATH,
  ownRequestOf,
  plainQuery,
  readView,
  WHOLE_GALLERY,
} from '@/components/gallery/address';
import { EmptyWall } from '@/components/gallery/empty-gallery';
import { Resting } from '@/components/gallery/resting';
import { SearchForm } from '@/components/gallery/search-form';
import { Wall } from '@/components/gallery/wall';
import { SfumatoError } from '@/lib/errors';
import { ownPage } from '@/lib/server/gallery/own';
import { lookAt } from '@/lib/server/gallery/pages';

interface OwnWorksProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: 'Your works', robots: { index: false } };

/** Everything that one has kept online, the latest first, whoever may see it. */
export default async function OwnWorksPage({ searchParams }: OwnWorksProps) {
  const query = plainQuery(await searchParams);
  const view = { ...readView(query), order: WHOLE_GALLERY.order, mix: WHOLE_GALLERY.mix };
  const after = query.get('after') ?? undefined;
  const found = await lookAt(async (_viewer, person) => {
    if (!person) return { page: undefined };
    try {
      return { page: await ownPage(person, ownRequestOf(view, after)) };
    } catch (thrown) {
      // An address from elsewhere: all of it, from the beginning.
      if (!(thrown instanceof SfumatoError && thrown.code === 'invalid-input')) throw thrown;
      return { page: await ownPage(person, {}) };
    }
  });
  if ('pause' in found) {
    return (
      <Resting what="Your list" message={found.message} path={addressOf(view, after, OWN_PATH)} />
    );
  }
  if (!found.page) redirect(`/sign-in?to=${OWN_PATH}`);
  const isNarrowed = addressOf(view) !== addressOf(WHOLE_GALLERY) || after !== undefined;
  return (
    <div className="mx-auto w-full max-w-[104rem] grow px-4 pt-3 pb-16 sm:px-8">
      <div className="mb-7 flex flex-wrap items-end justify-between gap-x-8 gap-y-4 sm:mb-9">
        <div>
          <p className="text-sm text-muted">
            <Link href="/account" className="hover:text-ink hover:underline">
              Account
            </Link>
          </p>
          <h1 className="mt-1 text-3xl font-semibold tracking-tight sm:text-4xl">Your works</h1>
        </div>
        <SearchForm view={view} path={OWN_PATH} />
      </div>
      {found.page.works.length === 0 ? (
        <EmptyWall isNarrowed={isNarrowed} />
      ) : (
        <Wall
          key={addressOf(view, after, OWN_PATH)}
          view={view}
          first={found.page}
          path={OWN_PATH}
        />
      )}
    </div>
  );
}
