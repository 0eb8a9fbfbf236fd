'use client';

import { Brush, GitBranch, Play, Star } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';

import { Button } from '@/components/ui/button';
import { classes } from '@/components/ui/classes';
import { toSfumatoError } from '@/lib/errors';
import type { LinkKind } from '@/lib/latent/link-kinds';

import { addressOf, GALLERY_PATH, type GalleryView } from './address';
import { askServer } from './ask-server';
import { hungBefore, rememberWall } from './walls';
import { WorkPicture } from './work-picture';

/** A work as it hangs on the wall. */
export interface WallWork {
  readonly id: string;
  readonly kind: LinkKind;
  readonly title: string;
  readonly isUntitled: boolean;
  readonly author: string | null;
  readonly picture: string | null;
  readonly resolution: number;
  readonly children: number;
  readonly stars: number;
  /** Told to its author alone. */
  readonly visibility?: keyof typeof VISIBILITIES;
}

/** Who sees a work, as its author's list says it. */
const VISIBILITIES = { private: 'Private', link: 'By link', public: 'Public' } as const;

export interface WallPage {
  readonly works: readonly WallWork[];
  readonly next?: string;
}

/** Works within this distance of the window's lower edge are fetched. */
const AHEAD = '1200px';

export interface WallProps {
  view: GalleryView;
  first: WallPage;
  /** Of the page it hangs on. */
  path?: string;
}

/** The works of a view, page after page as one goes down; a link leads on without scripts. */
export function Wall({ view, first, path = GALLERY_PATH }: WallProps) {
  const key = addressOf(view, undefined, path);
  const [{ works, next }, setHung] = useState(() => hungBefore(key, first));
  const [problem, setProblem] = useState<string>();
  const [said, setSaid] = useState('');
  const busy = useRef(false);
  const end = useRef<HTMLDivElement>(null);

  const more = async () => {
    if (busy.current || next === undefined) return;
    busy.current = true;
    try {
      const page = await askServer<WallPage>(addressOf(view, next, `${path}/more`));
      // Somebody may have moved a work meanwhile: it hangs where it hung.
      const there = new Set(works.map(({ id }) => id));
      const hung = {
        works: [...works, ...page.works.filter(({ id }) => !there.has(id))],
        ...(page.next !== undefined && { next: page.next }),
      };
      setHung(hung);
      rememberWall(key, hung);
      setProblem(undefined);
      setSaid(`${page.works.length} more works`);
    } catch (thrown) {
      setProblem(toSfumatoError(thrown).message);
    } finally {
      busy.current = false;
    }
  };
  const latest = useRef(more);
  useEffect(() => {
    latest.current = more;
  });
  useEffect(() => {
    const element = end.current;
    if (!element || problem !== undefined) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void latest.current();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
    // After every page the end is looked at anew: it may still be in sight.
  }, [works.length, problem]);

  return (
    <>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-7 sm:gap-x-6 lg:grid-cols-4 lg:gap-x-8 lg:gap-y-10">
        {works.map((work, i) => (
          <Hanging key={work.id} work={work} place={i} />
        ))}
      </ul>
      <div ref={end} className="mt-12 flex min-h-11 flex-col items-center gap-3">
        {problem !== undefined && (
          <p role="alert" className="text-muted">
            {problem}
          </p>
        )}
        {next !== undefined && (
          <Button asChild>
            <a
              href={addressOf(view, next, path)}
              rel="next"
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                setProblem(undefined);
                void more();
              }}
            >
              More works
            </a>
          </Button>
        )}
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** Of ten works, the first and the eighth hang large: left, then right, without gaps between. */
function isLarge(place: number): boolean {
  return place % 10 === 0 || place % 10 === 7;
}

/** One work with its label, as beside a picture in a museum. */
export function Hanging({ work, place }: { work: WallWork; place: number }) {
  const large = isLarge(place);
  return (
    <li className={classes('min-w-0', large && 'col-span-2 row-span-2')}>
      <Link
        href={`/works/${work.id}`}
        prefetch={false}
        className="group flex h-full flex-col rounded-[3px]"
      >
        <span className="relative block grow overflow-hidden rounded-[3px] shadow-lift">
          <WorkPicture
            code={work.picture}
            resolution={work.resolution}
            alt=""
            eager={place < 5}
            large={large}
            sizes={large ? '(min-width: 64rem) 44vw, 92vw' : '(min-width: 64rem) 21vw, 45vw'}
            // The large ones end where their neighbours end, which takes a little of their sides.
            className="h-full object-cover transition-[filter] duration-300 group-hover:brightness-110"
          />
          <Badge kind={work.kind} />
        </span>
        <span className="mt-2.5 flex items-baseline gap-3">
          <span className="min-w-0 grow">
            <span
              className={classes(
                'block truncate font-medium group-hover:underline',
                large && 'lg:text-lg',
                work.isUntitled && 'font-normal',
              )}
            >
              {work.title}
            </span>
            <span className="block truncate text-sm text-muted">
              {work.visibility ? VISIBILITIES[work.visibility] : (work.author ?? 'Somebody')}
            </span>
          </span>
          <Counts work={work} />
        </span>
      </Link>
    </li>
  );
}

/** What the picture alone does not tell. */
function Badge({ kind }: Pick<WallWork, 'kind'>) {
  if (kind !== 'walk' && kind !== 'transfer') return null;
  return (
    <span className="absolute right-2 bottom-2 grid size-8 place-items-center rounded-full bg-raised/85 text-ink">
      {kind === 'walk' ? (
        <Play aria-hidden fill="currentColor" className="ml-0.5 size-3.5" />
      ) : (
        <Brush aria-hidden className="size-4" />
      )}
      <span className="sr-only">{kind === 'walk' ? 'A walk' : 'A style to paint in'}</span>
    </span>
  );
}

function Counts({ work: { stars, children } }: { work: WallWork }) {
  const counts = [
    { icon: Star, count: stars, label: 'stars' },
    { icon: GitBranch, count: children, label: 'works grew from it' },
  ];
  return counts
    .filter(({ count }) => count > 0)
    .map(({ icon: Icon, count, label }) => (
      <span
        key={label}
        className="flex shrink-0 items-center gap-1 text-sm text-muted tabular-nums"
      >
        <Icon aria-hidden className="size-3.5" />
        {count}
        <span className="sr-only"> {label}</span>
      </span>
    ));
}
