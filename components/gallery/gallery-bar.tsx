'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';

import { addressOf, OWN_PATH, type GalleryView } from './address';
import { MixOrder } from './mix-order';
import { SearchForm } from './search-form';

const TABS = [
  { order: 'newest', label: 'Newest' },
  { order: 'grown', label: 'Most grown from' },
] as const;

/** In what order, of which model, with which words. Links and a form: it works without scripts. */
export function GalleryBar({ view, isSignedIn }: { view: GalleryView; isSignedIn: boolean }) {
  const router = useRouter();
  return (
    <div className="mb-7 flex flex-wrap items-end justify-between gap-x-8 gap-y-4 sm:mb-9">
      <div className="flex w-full flex-wrap items-baseline justify-between gap-x-6">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Gallery</h1>
        {isSignedIn && (
          <Link
            href={OWN_PATH}
            prefetch={false}
            className="touch-target flex items-center text-muted hover:text-ink hover:underline"
          >
            Your works
          </Link>
        )}
      </div>
      <nav aria-label="Order" className="-ml-1 flex flex-wrap items-center gap-x-1">
        {TABS.map(({ order, label }) => (
          <Link
            key={order}
            href={addressOf({ ...view, order, mix: [] })}
            aria-current={view.order === order ? 'true' : undefined}
            className={TAB}
          >
            {label}
          </Link>
        ))}
        <MixOrder
          key={addressOf(view)}
          view={view}
          className={TAB}
          onChoose={(next) => router.push(addressOf(next))}
        />
      </nav>
      <SearchForm view={view} />
    </div>
  );
}

const TAB =
  'touch-target relative flex items-center rounded-lg px-3 text-muted transition-colors hover:text-ink ' +
  'aria-[current=true]:font-medium aria-[current=true]:text-ink aria-[current=true]:after:absolute ' +
  'aria-[current=true]:after:inset-x-3 aria-[current=true]:after:bottom-0.5 aria-[current=true]:after:h-0.5 ' +
  'aria-[current=true]:after:rounded-full aria-[current=true]:after:bg-accent';
