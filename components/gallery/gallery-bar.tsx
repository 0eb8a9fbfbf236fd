'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTransition, type FormEvent } from 'react';

import { Button } from '@/components/ui/button';
import { classes } from '@/components/ui/classes';
import { generators } from '@/models/registry';

import { addressOf, queryOf, readView, type GalleryView } from './address';
import { MixOrder } from './mix-order';

const TABS = [
  { order: 'newest', label: 'Newest' },
  { order: 'grown', label: 'Most grown from' },
] as const;

/** In what order, of which model, with which words. A form and links: it works without scripts. */
export function GalleryBar({ view }: { view: GalleryView }) {
  const router = useRouter();
  const [isGoing, go] = useTransition();
  const show = (next: GalleryView) => go(() => router.push(addressOf(next)));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new URLSearchParams(queryOf(view));
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string') fields.set(name, value);
    }
    show(readView(fields));
  };
  return (
    <div className="mb-7 flex flex-wrap items-end justify-between gap-x-8 gap-y-4 sm:mb-9">
      <h1 className="w-full text-3xl font-semibold tracking-tight sm:text-4xl">Gallery</h1>
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
        <MixOrder key={addressOf(view)} view={view} className={TAB} onChoose={show} />
      </nav>
      <form
        action="/gallery"
        role="search"
        onSubmit={submit}
        className="flex w-full min-w-0 flex-wrap items-center gap-2 sm:w-auto"
      >
        {[...queryOf({ ...view, search: '', model: '' })].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {generators.length > 1 && (
          <select
            key={`model ${view.model}`}
            name="model"
            aria-label="Model"
            defaultValue={view.model}
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
            className="touch-target rounded-lg border border-edge bg-surface px-3 text-sm hover:bg-raised"
          >
            <option value="">Every model</option>
            {generators.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
        <div className="relative min-w-0 grow">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
          />
          <input
            key={`search ${view.search}`}
            type="search"
            name="search"
            aria-label="Search titles, notes and artists"
            placeholder="Title or artist"
            defaultValue={view.search}
            maxLength={200}
            className="touch-target w-full rounded-lg border border-edge bg-surface pr-3 pl-9 placeholder:text-muted sm:w-56"
          />
        </div>
        <Button type="submit" aria-busy={isGoing} className={classes(isGoing && 'opacity-60')}>
          Search
        </Button>
      </form>
    </div>
  );
}

const TAB =
  'touch-target relative flex items-center rounded-lg px-3 text-muted transition-colors hover:text-ink ' +
  'aria-[current=true]:font-medium aria-[current=true]:text-ink aria-[current=true]:after:absolute ' +
  'aria-[current=true]:after:inset-x-3 aria-[current=true]:after:bottom-0.5 aria-[current=true]:after:h-0.5 ' +
  'aria-[current=true]:after:rounded-full aria-[current=true]:after:bg-accent';
