'use client';

import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition, type FormEvent } from 'react';

import { Button } from '@/components/ui/button';
import { classes } from '@/components/ui/classes';
import { generators, stylizers } from '@/models/registry';

import { addressOf, GALLERY_PATH, queryOf, readView, type GalleryView } from './address';

interface Props {
  view: GalleryView;
  /** Of the page that shows what is found. */
  path?: string;
}

/** Of which model, and with which words. A form: it works without scripts. */
const models = [...generators, ...stylizers];

export function SearchForm({ view, path = GALLERY_PATH }: Props) {
  const router = useRouter();
  const [isGoing, go] = useTransition();
  const model = useFollowing<HTMLSelectElement>(view.model);
  const search = useFollowing<HTMLInputElement>(view.search);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new URLSearchParams(queryOf(view));
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string') fields.set(name, value);
    }
    go(() => router.push(addressOf(readView(fields), undefined, path)));
  };
  return (
    <form
      action={path}
      role="search"
      onSubmit={submit}
      className="flex w-full min-w-0 flex-wrap items-center gap-2 sm:w-auto"
    >
      {[...queryOf({ ...view, search: '', model: '' })].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {models.length > 1 && (
        <select
          ref={model}
          name="model"
          aria-label="Model"
          defaultValue={view.model}
          className="touch-target rounded-lg border border-edge bg-surface px-3 text-sm hover:bg-raised"
        >
          <option value="">Every model</option>
          {models.map(({ id, title }) => (
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
          ref={search}
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
  );
}

/** For a field that takes on what its view says, and stays the same field: the focus stays in it. */
function useFollowing<Field extends { value: string }>(value: string) {
  const field = useRef<Field>(null);
  const before = useRef(value);
  useEffect(() => {
    // Not at first: somebody may have typed before the scripts were there.
    if (field.current && value !== before.current) field.current.value = value;
    before.current = value;
  }, [value]);
  return field;
}
