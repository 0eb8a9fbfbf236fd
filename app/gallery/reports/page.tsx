import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';

import { Settle } from '@/components/gallery/moderation';
import { reportInWords } from '@/components/gallery/report-words';
import { Resting } from '@/components/gallery/resting';
import { WorkPicture } from '@/components/gallery/work-picture';
import { withDatabase } from '@/lib/server/database/server';
import { cardOf } from '@/lib/server/gallery/cards';
import { lookAt, orNothing } from '@/lib/server/gallery/pages';
import { listReported } from '@/lib/server/gallery/reports';

export const metadata: Metadata = { title: 'Reports', robots: { index: false } };

/** For administrators: what was reported or is hidden. For everybody else there is no such page. */
export default async function ReportsPage() {
  const found = await lookAt(async (viewer) => ({
    reported: await orNothing(withDatabase((db) => listReported(db, viewer))),
  }));
  if ('pause' in found)
    return <Resting what="The gallery" message={found.message} path="/gallery/reports" />;
  if (!found.reported) notFound();
  return (
    <div className="mx-auto w-full max-w-4xl grow px-4 pt-3 pb-16 sm:px-8">
      <h1 className="text-3xl font-semibold tracking-tight">Reports</h1>
      <p className="mt-1 mb-6 text-muted">
        {found.reported.length === 0
          ? 'Nothing is reported and nothing is hidden.'
          : 'Whatever you decide settles the reports of before.'}
      </p>
      <ul className="divide-y divide-line">
        {found.reported.map(({ work, isHidden, reasons }) => {
          const card = cardOf(work, new Map());
          return (
            <li key={card.id} className="flex flex-wrap items-start gap-4 py-4">
              <Link href={`/works/${card.id}`} prefetch={false} className="w-20 shrink-0">
                <WorkPicture
                  code={card.picture}
                  resolution={card.resolution}
                  alt={card.title}
                  sizes="5rem"
                  className="rounded-[3px]"
                />
              </Link>
              <div className="min-w-0 grow basis-52">
                <p className="font-medium break-words">{card.title}</p>
                <p className="text-sm text-muted">
                  {card.author ?? 'Somebody'}
                  {isHidden && ', hidden'}
                </p>
                <ul className="mt-1 text-sm break-words whitespace-pre-line">
                  {reasons.slice(0, 10).map((reason, i) => (
                    <li key={i}>{reportInWords(reason)}</li>
                  ))}
                </ul>
              </div>
              <Settle id={card.id} isHidden={isHidden} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
