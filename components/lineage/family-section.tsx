'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';

import { askServer } from '@/components/gallery/ask-server';
import { useHelpSection, type HelpSection } from '@/components/shell/help-store';
import { Button } from '@/components/ui/button';
import { Switch } from '@/components/ui/switch';
import { toSfumatoError } from '@/lib/errors';
import type { FamilyFile } from '@/lib/lineage/family-file';

import { FamilyList } from './family-list';

// The layout and the painter come with the first family.
const FamilyTree = dynamic(() => import('./family-tree').then((module) => module.FamilyTree), {
  ssr: false,
});

const HELP: HelpSection = {
  title: 'Family tree',
  text: 'What a work grew from stands above it, what grew from it below. Drag to move, pinch or hold Ctrl and scroll to zoom.',
  shortcuts: [
    { keys: 'ArrowUp', label: 'Go to a parent' },
    { keys: 'ArrowDown', label: 'Go to a child' },
    { keys: 'ArrowLeft', label: 'Go to the neighbour on the left' },
    { keys: 'ArrowRight', label: 'Go to the neighbour on the right' },
    { keys: 'Enter', label: 'Open the work' },
    { keys: '+', label: 'Larger' },
    { keys: '-', label: 'Smaller' },
    { keys: '0', label: 'Show all of it' },
  ],
};

/** A work's whole family, fetched when it comes near. */
export function FamilySection({ id, title }: { id: string; title: string }) {
  const [isNear, setNear] = useState(false);
  const [relatives, setRelatives] = useState(false);
  const [tries, setTries] = useState(0);
  const [family, setFamily] = useState<FamilyFile>();
  const [problem, setProblem] = useState<string>();
  const section = useRef<HTMLElement>(null);
  useHelpSection(HELP);

  useEffect(() => {
    const element = section.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        setNear(true);
      },
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!isNear) return;
    const abort = new AbortController();
    const path = `/works/${id}/family${relatives ? '?relatives=1' : ''}`;
    askServer<FamilyFile>(path, { signal: abort.signal }).then(
      (found) => {
        setFamily(found);
        setProblem(undefined);
      },
      (thrown: unknown) => {
        const { code, message } = toSfumatoError(thrown);
        if (code !== 'cancelled') setProblem(message);
      },
    );
    return () => abort.abort();
  }, [id, isNear, relatives, tries]);

  const count = family?.places.length ?? 0;
  const isAlone = count === 1 && !relatives;
  return (
    <section ref={section} aria-labelledby="family" className="mt-14">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 sm:px-6 lg:px-0">
        <h2 id="family" className="text-xl font-semibold tracking-tight">
          Family tree
        </h2>
        {family && !isAlone && (
          <div className="flex flex-wrap items-center gap-x-6">
            <p className="text-sm text-muted tabular-nums">
              {count.toLocaleString('en')} works{!family.isWhole && ' and more'}
            </p>
            <Switch
              label="With brothers, sisters and cousins"
              checked={relatives}
              onCheckedChange={setRelatives}
            />
          </div>
        )}
      </div>
      {problem !== undefined ? (
        <div role="alert" className="flex items-center gap-4 px-4 text-muted sm:px-6 lg:px-0">
          <p>{problem}</p>
          <Button size="small" onClick={() => setTries(tries + 1)}>
            Try again
          </Button>
        </div>
      ) : family && isAlone ? (
        <p className="max-w-prose px-4 text-muted sm:px-6 lg:px-0">
          It began by itself, and nothing has grown from it yet. Open it, make something else of it,
          and keep that online: then its tree begins here.
        </p>
      ) : family ? (
        <>
          <FamilyTree key={`${id} ${count} ${relatives}`} family={family} title={title} />
          <details className="mt-4 px-4 sm:px-6 lg:px-0">
            <summary className="w-fit py-2 text-muted hover:text-ink">As a list</summary>
            <FamilyList family={family} />
          </details>
        </>
      ) : (
        <div className="h-[min(34rem,70dvh)]" aria-busy="true" />
      )}
      <noscript>
        <p className="px-4 text-muted sm:px-6 lg:px-0">The family tree needs scripts.</p>
      </noscript>
    </section>
  );
}
