'use client';

import Link from 'next/link';
import { useMemo, useState } from 'react';

import { Button } from '@/components/ui/button';
import type { FamilyFile } from '@/lib/lineage/family-file';
import { generationsOf, neighboursOf } from '@/lib/lineage/lineage';

import { lineageOf, nameOf } from './family';

/** Works shown at once; a list of thousands would hold up the page. */
const PORTION = 100;

/** The family in words: generation by generation, each work with what it grew from. */
export function FamilyList({ family }: { family: FamilyFile }) {
  const [shown, setShown] = useState(PORTION);
  const { order, parents, generation } = useMemo(() => {
    const neighbours = neighboursOf(lineageOf(family));
    const generation = generationsOf(neighbours);
    const order = family.places.map((_, i) => i);
    order.sort((a, b) => generation[a]! - generation[b]! || a - b);
    return { order, parents: neighbours.parents, generation };
  }, [family]);
  return (
    <div className="mt-3">
      <ol className="flex flex-col">
        {order.slice(0, shown).map((i, at) => {
          const place = family.places[i] ?? null;
          const begins = at === 0 || generation[order[at - 1]!] !== generation[i];
          return (
            <li key={i}>
              {begins && (
                <p className="mt-4 mb-1 text-sm text-muted">Generation {generation[i]! + 1}</p>
              )}
              <span className="flex flex-wrap gap-x-2">
                {place && i !== family.self ? (
                  <Link href={`/works/${place.id}`} prefetch={false} className="underline">
                    {nameOf(place)}
                  </Link>
                ) : (
                  <span>{nameOf(place)}</span>
                )}
                {i === family.self && <span className="text-accent">this work</span>}
                {parents[i]!.length > 0 && (
                  <span className="text-muted">
                    from{' '}
                    {parents[i]!.map(
                      (parent) => family.places[parent]?.title ?? 'a work that is not shared',
                    ).join(' and ')}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {shown < order.length && (
        <Button className="mt-4" onClick={() => setShown(shown + PORTION)}>
          {order.length - shown} more
        </Button>
      )}
    </div>
  );
}
