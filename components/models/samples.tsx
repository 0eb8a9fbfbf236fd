'use client';

import { Dices } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';

import { PointPicture } from '@/components/studio/point-picture';
import { Button } from '@/components/ui/button';
import { samplesOf } from '@/lib/models-view/compare';
import type { PaintedClass } from '@/lib/models-view/evaluation';
import { bytes, percent, whole } from '@/lib/models-view/numbers';
import { pathOfPoint } from '@/lib/studio/links';
import type { ModelClass } from '@/models/card';
import { catalogue } from '@/models/registry';

import { EngineWait } from './engine-wait';

export interface SamplesProps {
  model: string;
  /** Of the weights, which are fetched when somebody asks for samples. */
  size: number;
  /** What it knows by name, kind by kind; none for a generator without classes. */
  groups: readonly { readonly title: string; readonly classes: readonly ModelClass[] }[];
  /** What a classifier took generated pictures for; undefined where none was asked. */
  judged: readonly PaintedClass[] | undefined;
}

const COLUMNS = 4;

/** The same few motifs in all that a generator knows by name, drawn on this device. */
export function Samples({ model, size, groups, judged }: SamplesProps) {
  const [asked, setAsked] = useState(false);
  const [first, setFirst] = useState(1);
  const [attempt, setAttempt] = useState(0);
  if (!asked) {
    return (
      <div className="flex flex-wrap items-center gap-4 rounded-2xl border border-line bg-surface px-5 py-5">
        <p className="min-w-56 grow basis-0 text-muted">
          Drawn here, on your device, the moment you ask: it fetches the model ({bytes(size)})
          unless it is here already.
        </p>
        <Button variant="primary" onClick={() => setAsked(true)}>
          Draw samples
        </Button>
      </div>
    );
  }
  const seeds = Array.from({ length: COLUMNS }, (_, i) => first + i);
  return (
    <div key={attempt}>
      <div className="mb-5 flex flex-wrap items-center gap-4">
        <Button onClick={() => setFirst(first + COLUMNS)}>
          <Dices /> Other motifs
        </Button>
        <p className="min-w-48 grow basis-0 text-sm text-muted">
          The {COLUMNS} motifs are the same in every row. Open one to play on from there.
        </p>
        <EngineWait models={[model]} onRetry={() => setAttempt(attempt + 1)} />
      </div>
      {groups.length === 0 && <Motifs model={model} seeds={seeds} one={undefined} />}
      {groups.map(({ title, classes }) => (
        <section key={title} aria-label={title} className="mb-8 last:mb-0">
          {groups.length > 1 && <h3 className="mb-3 font-semibold">{title}</h3>}
          <ul className="grid gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
            {classes.map((one) => (
              <li key={one.id} className="min-w-0">
                <Heading one={one} judged={judged} classes={classes} />
                <Motifs model={model} seeds={seeds} one={one} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Motifs(props: { model: string; seeds: readonly number[]; one: ModelClass | undefined }) {
  const { model, seeds, one } = props;
  return (
    <div className="mt-1.5 grid grid-cols-4 gap-1.5">
      {samplesOf(model, one?.id, seeds).map((point, i) => (
        <Link
          key={seeds[i]}
          href={pathOfPoint(point, catalogue)}
          prefetch={false}
          aria-label={`Open motif ${i + 1}${one ? `, ${one.name},` : ''} in the Studio`}
          className="overflow-hidden rounded-lg"
        >
          <PointPicture point={point} />
        </Link>
      ))}
    </div>
  );
}

function Heading(props: {
  one: ModelClass;
  judged: readonly PaintedClass[] | undefined;
  classes: readonly ModelClass[];
}) {
  const { one, judged, classes } = props;
  return (
    <>
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{one.name}</span>
        <span className="text-xs text-muted tabular-nums">{whole(one.count)} paintings</span>
      </p>
      {judged && (
        <p className="text-xs text-muted">
          {judgementInWords(
            judged.find(({ id }) => id === one.id),
            classes,
          )}
        </p>
      )}
    </>
  );
}

function judgementInWords(judged: PaintedClass | undefined, classes: readonly ModelClass[]) {
  if (!judged) return 'no classifier was asked about it';
  const { id, accuracy, realAccuracy, takenMostFor } = judged;
  const other = takenMostFor === id ? undefined : classes.find((one) => one.id === takenMostFor);
  return `${percent(accuracy)} recognised${realAccuracy === undefined ? '' : `, of real ones ${percent(realAccuracy)}`}${other ? `; mostly taken for ${other.name}` : ''}`;
}
