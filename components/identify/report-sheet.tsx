'use client';

import { reportOf, type ReportRow } from '@/lib/identify/report';

import { Bar } from './bar';
import { useIdentify } from './context';
import type { Answered } from './entry';
import layout from './identify.module.css';

/** The answer on paper: hidden on the screen, alone on the print. */
export function ReportSheet({ entry }: { entry: Answered }) {
  const { classifier } = useIdentify();
  const report = reportOf({
    answer: entry.identification,
    works: entry.works ?? [],
    notes: entry.notes,
    name: entry.name,
    at: entry.at,
    model: classifier.title,
    known: classifier.artists.length,
  });
  return (
    <article className={layout.report} aria-label="Report" data-testid="report">
      <p className="text-sm font-semibold">Sfumato</p>
      <img
        src={entry.url}
        alt=""
        className="mt-4 max-h-[11cm] max-w-full object-contain object-left"
      />
      <p className="mt-1 text-xs text-muted">{report.caption}</p>
      <h2 className="mt-5 text-2xl font-semibold">{report.title}</h2>
      <p className="mt-1 max-w-prose">{report.text}</p>
      {report.notes.map((note) => (
        <p key={note} className="mt-1 max-w-prose text-sm text-muted">
          {note}
        </p>
      ))}
      <div className="mt-5 grid grid-cols-2 gap-x-10 gap-y-5 break-inside-avoid">
        <Rows title="Nearest painters" rows={report.artists} foot={report.none} />
        <div className="flex flex-col gap-5">
          <Rows title="Style" rows={report.styles} />
          <Rows title="Genre" rows={report.genres} />
        </div>
      </div>
      {report.works.length > 0 && (
        <section className="mt-5 break-inside-avoid">
          <h3 className="font-semibold">Nearest works</h3>
          <ol className="mt-1 list-decimal pl-5 text-sm">
            {report.works.map((work, i) => (
              <li key={i}>{work}</li>
            ))}
          </ol>
        </section>
      )}
      {report.borrow !== undefined && <p className="mt-4 text-sm">{report.borrow}</p>}
      <p className="mt-5 border-t pt-2 text-xs text-muted">{report.foot}</p>
    </article>
  );
}

function Rows(props: { title: string; rows: readonly ReportRow[]; foot?: string }) {
  if (props.rows.length === 0) return null;
  return (
    <section>
      <h3 className="font-semibold">{props.title}</h3>
      <ol className="mt-1 flex flex-col gap-1.5 text-sm">
        {props.rows.map(({ name, detail, percent, probability }, rank) => (
          <li key={name}>
            <span className="flex justify-between gap-3">
              <span>
                {name} <span className="text-muted">{detail}</span>
              </span>
              <span>{percent}</span>
            </span>
            <Bar share={probability} strong={rank === 0} />
          </li>
        ))}
      </ol>
      {props.foot !== undefined && <p className="mt-2 text-sm text-muted">{props.foot}</p>}
    </section>
  );
}
