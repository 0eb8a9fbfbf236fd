'use client';

import { Check, Search } from 'lucide-react';
import { memo, useDeferredValue, useId, useMemo, useState } from 'react';

import { attempt } from '@/components/studio/context';
import { classes } from '@/components/ui/classes';
import { matches } from '@/components/ui/combobox';
import { Switch } from '@/components/ui/switch';
import {
  groupByArtist,
  searchLibrary,
  titleWithinArtist,
  type ArtistStyles,
} from '@/lib/transfer/library';
import { hasStyle, type StyleSource } from '@/lib/transfer/settings';
import type { HouseStyle } from '@/models/card';

import { useController, useTransferState } from './context';
import { StyleTile } from './style-tile';
import layout from './transfer.module.css';

/** The styles of the house, each painted on the person's own picture. */
export function Library() {
  const card = useTransferState((state) => state.card);
  const [text, setText] = useState('');
  const searched = useDeferredValue(text);
  const [works, setWorks] = useState(false);
  const id = useId();
  const groups = useMemo(() => groupByArtist(card?.styles ?? []), [card]);
  const found = useMemo(
    () =>
      searched.trim() === ''
        ? groups
        : searchLibrary(groups, (candidate) => matches(candidate, searched)),
    [groups, searched],
  );
  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-4">
        <h2 id={`${id}-title`} className="font-semibold">
          Painters’ styles
        </h2>
        <p className="text-sm text-muted tabular-nums max-sm:hidden">
          {groups.length > 0 && `${groups.length} painters`}
        </p>
        {groups.length > 0 && (
          <Switch
            label="Single works, too"
            checked={works}
            onCheckedChange={setWorks}
            className="sm:hidden"
          />
        )}
      </div>
      <label className="touch-target flex items-center gap-2 rounded-lg border border-edge bg-surface px-3 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="sr-only">Search painters and works</span>
        <input
          type="search"
          value={text}
          autoComplete="off"
          spellCheck={false}
          placeholder="Search painters and works"
          onChange={(event) => setText(event.target.value)}
          className="h-9 min-w-0 grow bg-transparent text-sm outline-none placeholder:text-muted pointer-coarse:h-11"
        />
      </label>
      <p role="status" className={classes('text-sm text-muted', found.length > 0 && 'sr-only')}>
        {searched.trim() !== '' &&
          (found.length === 0
            ? 'Nothing found. A picture of yours can be a style as well.'
            : `${found.length} ${found.length === 1 ? 'painter' : 'painters'} found`)}
      </p>
      <ul
        className={classes(
          'flex flex-col gap-4',
          // What is looked for may be a work.
          !works && searched.trim() === '' && layout.gathered,
        )}
      >
        {found.map((group) => (
          <Artist key={group.artist} group={group} />
        ))}
      </ul>
    </section>
  );
}

const Artist = memo(function Artist({ group }: { group: ArtistStyles }) {
  return (
    <li className="min-w-0">
      <h3 className="mb-1.5 text-sm font-medium">{group.name}</h3>
      <ul className="grid grid-cols-3 gap-2 sm:max-lg:grid-cols-6">
        {group.styles.map((style) => (
          <Item key={style.id} style={style} artist={group.name} />
        ))}
      </ul>
    </li>
  );
});

function Item({ style, artist }: { style: HouseStyle; artist: string }) {
  const { choose } = useController();
  const [source] = useState<StyleSource>(() => ({ kind: 'house', id: style.id }));
  const chosen = useTransferState((state) => hasStyle(state.settings, source));
  const title = titleWithinArtist(style, artist);
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-pressed={chosen}
        aria-label={style.kind === 'artist' ? `${artist}: ${title}` : `${title}, by ${artist}`}
        title={title}
        onClick={() => attempt(() => choose(source, style.name))}
        className="group block w-full text-left"
      >
        <span
          className={classes(
            'relative block overflow-hidden rounded-[3px]',
            chosen && 'outline-2 outline-offset-2 outline-accent',
          )}
        >
          <StyleTile source={source} className="transition group-hover:brightness-110" />
          {chosen && (
            <span className="absolute top-1 right-1 grid size-5 place-items-center rounded-full bg-accent text-on-accent">
              <Check aria-hidden className="size-3.5" />
            </span>
          )}
        </span>
        <span className="mt-1 line-clamp-1 text-xs text-muted">{title}</span>
      </button>
    </li>
  );
}
