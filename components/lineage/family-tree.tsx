'use client';

import { Expand, LocateFixed, Maximize2, Minus, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { WorkPicture } from '@/components/gallery/work-picture';
import { useWakingThumbnails } from '@/components/points/hooks';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import type { FamilyFile } from '@/lib/lineage/family-file';
import type { LineageLayout } from '@/lib/lineage/layout';
import type { Lineage } from '@/lib/lineage/lineage';
import { steppingIn, type Step } from '@/lib/lineage/steps';

import { lineageOf, nameOf } from './family';
import { useLayout } from './use-layout';
import { useTree } from './use-tree';
import { useTreeGestures } from './use-tree-gestures';

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

const ZOOM = 1.4;

interface Props {
  family: FamilyFile;
  title: string;
}

/** A family as a picture one can move about in, by hand and by keyboard. */
export function FamilyTree({ family, title }: Props) {
  const lineage = useMemo(() => lineageOf(family), [family]);
  const layout = useLayout(lineage);
  return layout ? (
    <PaintedTree family={family} title={title} lineage={lineage} layout={layout} />
  ) : (
    <div className="h-[min(34rem,70dvh)]" aria-busy="true" />
  );
}

interface PaintedProps extends Props {
  lineage: Lineage;
  layout: LineageLayout;
}

function PaintedTree({ family, title, lineage, layout }: PaintedProps) {
  const step = useMemo(() => steppingIn(lineage, layout), [lineage, layout]);
  const [focus, setFocus] = useState(family.self);
  const frame = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const tree = useTree(canvas, family, layout, focus);
  const hint = useId();
  const router = useRouter();
  useWakingThumbnails();

  const goTo = (work: number) => {
    setFocus(work);
    tree.current?.reveal(work);
  };
  const gestures = useTreeGestures(area, tree, goTo);
  const onKeyDown = (event: KeyboardEvent) => {
    const way = STEPS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (way) goTo(step(focus, way) ?? focus);
    else if (event.key === '+' || event.key === '=') tree.current?.zoom(ZOOM);
    else if (event.key === '-') tree.current?.zoom(1 / ZOOM);
    else if (event.key === '0') tree.current?.showAll();
    else if (event.key === 'Enter') open();
    else return;
    event.preventDefault();
  };
  const place = family.places[focus] ?? null;
  const open = () => {
    if (place && focus !== family.self) router.push(`/works/${place.id}`);
  };
  return (
    <div
      ref={frame}
      className="relative overflow-hidden bg-surface max-lg:border-y lg:rounded-xl lg:border"
    >
      <div
        ref={area}
        role="tree"
        tabIndex={0}
        aria-label={`Family tree of ${title}`}
        aria-describedby={hint}
        aria-activedescendant={`${hint}-${focus}`}
        onKeyDown={onKeyDown}
        {...gestures}
        className="h-[min(34rem,70dvh)] w-full cursor-grab touch-pan-y select-none -outline-offset-4 active:cursor-grabbing in-[:fullscreen]:h-dvh in-[:fullscreen]:touch-none"
      >
        <canvas ref={canvas} className="block size-full" aria-hidden />
        {/* Of thousands the one in focus: the rest is painted. */}
        <span
          key={focus}
          id={`${hint}-${focus}`}
          role="treeitem"
          aria-selected
          aria-level={layout.generation[focus]! + 1}
          aria-setsize={lineage.count}
          aria-posinset={focus + 1}
          className="sr-only"
        >
          {nameOf(place)}
          {focus === family.self && ', this work'}
        </span>
      </div>
      <p id={hint} className="sr-only">
        Arrow keys go to parents, children and neighbours, Enter opens a work, plus and minus zoom,
        0 shows all of it. The same family as a list follows.
      </p>
      <div
        role="group"
        aria-label="View"
        className="absolute top-3 right-3 flex flex-col rounded-lg bg-raised/90 shadow-lift"
      >
        <IconButton label="Larger" side="left" onClick={() => tree.current?.zoom(ZOOM)}>
          <Plus />
        </IconButton>
        <IconButton label="Smaller" side="left" onClick={() => tree.current?.zoom(1 / ZOOM)}>
          <Minus />
        </IconButton>
        <IconButton label="All of it" side="left" onClick={() => tree.current?.showAll()}>
          <Maximize2 />
        </IconButton>
        <IconButton label="This work" side="left" onClick={() => tree.current?.showSelf()}>
          <LocateFixed />
        </IconButton>
        {typeof document !== 'undefined' && document.fullscreenEnabled && (
          <IconButton
            label="Full screen"
            side="left"
            onClick={() => toggleFullScreen(frame.current)}
          >
            <Expand />
          </IconButton>
        )}
      </div>
      <div className="absolute bottom-3 left-3 flex max-w-[calc(100%-1.5rem)] items-center gap-3 rounded-lg bg-raised/95 p-2 pr-3 shadow-lift">
        {place && (
          <WorkPicture
            key={place.id}
            code={place.picture}
            resolution={64}
            alt=""
            sizes="3.5rem"
            eager
            className="!w-14 shrink-0 rounded-[2px]"
          />
        )}
        <div className="min-w-0">
          <p className="truncate font-medium">{place ? place.title : 'Not shared'}</p>
          <p className="truncate text-sm text-muted">
            {focus === family.self
              ? 'This work'
              : place
                ? (place.author ?? 'Somebody')
                : 'It was deleted or is private'}
          </p>
        </div>
        {place && focus !== family.self && (
          <Button size="small" asChild>
            <Link href={`/works/${place.id}`} prefetch={false}>
              Open
            </Link>
          </Button>
        )}
      </div>
    </div>
  );
}

function toggleFullScreen(element: HTMLElement | null): void {
  // Refused by some browsers without a word; the tree stays as it is then.
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  else void element?.requestFullscreen().catch(() => undefined);
}
