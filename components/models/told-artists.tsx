'use client';

import { useState } from 'react';

import { ShowAll } from '@/components/ui/show-all';
import { Select } from '@/components/ui/select';
import type { ToldArtist } from '@/lib/models-view/evaluation';
import { percent, whole } from '@/lib/models-view/numbers';
import type { ModelClass } from '@/models/card';

type Order = 'recall' | 'worst' | 'name' | 'count';

const ORDERS: readonly { value: Order; label: string }[] = [
  { value: 'recall', label: 'best found first' },
  { value: 'worst', label: 'hardest first' },
  { value: 'count', label: 'most pictures first' },
  { value: 'name', label: 'by name' },
];
const FIRST = 15;

interface Row extends ToldArtist {
  readonly name: string;
  readonly collected: number;
}

/** How a classifier does, painter by painter, on pictures that it did not learn from. */
export function ToldArtists(props: {
  artists: readonly ModelClass[];
  told: readonly ToldArtist[];
}) {
  const [order, setOrder] = useState<Order>('recall');
  const [all, setAll] = useState(false);
  const known = new Map(props.artists.map((artist) => [artist.id, artist]));
  const nameOf = (id: string) => known.get(id)?.name ?? id;
  const rows = props.told
    .map((row): Row => ({ ...row, name: nameOf(row.id), collected: known.get(row.id)?.count ?? 0 }))
    .sort(comparing(order));
  return (
    <div>
      <Select
        label="Order"
        value={order}
        onValueChange={setOrder}
        options={ORDERS}
        className="mb-3 w-56"
      />
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-edge text-left align-bottom text-xs text-muted">
            <th scope="col" className="py-2 pr-3 font-normal">
              Painter
            </th>
            <th scope="col" className="px-3 py-2 text-right font-normal max-sm:hidden">
              In the collection
            </th>
            <th scope="col" className="px-3 py-2 font-normal">
              Found
            </th>
            <th scope="col" className="px-3 py-2 text-right font-normal max-sm:hidden">
              Right when named
            </th>
            <th scope="col" className="py-2 pl-3 font-normal">
              Otherwise taken for
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, all ? rows.length : FIRST).map((row) => (
            <tr key={row.id} className="border-b border-line">
              <th scope="row" className="py-2 pr-3 text-left font-medium">
                {row.name}
              </th>
              <td className="px-3 py-2 text-right text-muted tabular-nums max-sm:hidden">
                {whole(row.collected)}
              </td>
              <td className="px-3 py-2 whitespace-nowrap">
                <span className="inline-block w-12 text-right tabular-nums">
                  {percent(Math.round(row.recall * 100) / 100)}
                </span>
                <span
                  aria-hidden
                  className="ml-3 inline-block h-1.5 w-16 overflow-hidden rounded-full bg-line align-middle max-sm:hidden lg:w-28"
                >
                  <span
                    className="block h-full rounded-full bg-accent"
                    style={{ width: `${100 * row.recall}%` }}
                  />
                </span>
                <span className="ml-3 text-xs text-muted max-sm:hidden">of {row.pictures}</span>
              </td>
              <td className="px-3 py-2 text-right tabular-nums max-sm:hidden">
                {percent(Math.round(row.precision * 100) / 100)}
              </td>
              <td className="py-2 pl-3 text-muted">
                {row.takenFor
                  .slice(0, 2)
                  .map(({ id, times }) => `${nameOf(id)} (${times})`)
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > FIRST && <ShowAll all={all} onAllChange={setAll} count={rows.length} />}
    </div>
  );
}

function comparing(order: Order): (a: Row, b: Row) => number {
  switch (order) {
    case 'recall':
      return (a, b) => b.recall - a.recall || b.pictures - a.pictures;
    case 'worst':
      return (a, b) => a.recall - b.recall || b.pictures - a.pictures;
    case 'count':
      return (a, b) => b.collected - a.collected;
    case 'name':
      return (a, b) => a.name.localeCompare(b.name, 'en');
  }
}
