'use client';

import Link from 'next/link';
import { useState } from 'react';

import { PointPicture } from '@/components/studio/point-picture';
import { Button } from '@/components/ui/button';
import type { LatentPoint } from '@/lib/latent/point';
import type { Row } from '@/lib/models-view/compare';
import { bytes } from '@/lib/models-view/numbers';
import { pathOfPoint } from '@/lib/studio/links';
import { catalogue } from '@/models/registry';

import { EngineWait } from './engine-wait';

export interface ComparedSamplesProps {
  rows: readonly Row[];
  models: readonly [string, string];
  titles: readonly [string, string];
  /** Of the weights of both. */
  size: number;
}

/** Pictures of both models for the same wishes, drawn on this device when somebody asks. */
export function ComparedSamples({ rows, models, titles, size }: ComparedSamplesProps) {
  const [asked, setAsked] = useState(false);
  const [attempt, setAttempt] = useState(0);
  if (!asked) {
    return (
      <div className="flex flex-wrap items-center gap-4 rounded-2xl border border-line bg-surface px-5 py-5">
        <p className="min-w-56 grow basis-0 text-muted">
          Drawn here, on your device: it fetches both models ({bytes(size)}) unless they are here
          already.
        </p>
        <Button variant="primary" onClick={() => setAsked(true)}>
          Draw both
        </Button>
      </div>
    );
  }
  return (
    <div key={attempt} className="flex flex-col gap-6">
      <EngineWait models={models} onRetry={() => setAttempt(attempt + 1)} />
      {rows.map(({ label, a, b }) => (
        <div key={label}>
          <h3 className="mb-2 font-medium">{label}</h3>
          <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
            <Strip title={titles[0]} label={label} points={a} />
            <Strip title={titles[1]} label={label} points={b} />
          </div>
        </div>
      ))}
    </div>
  );
}

function Strip(props: { title: string; label: string; points: readonly LatentPoint[] }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs text-muted">{props.title}</p>
      <div className="grid grid-cols-4 gap-1.5">
        {props.points.map((point, i) => (
          <Link
            key={i}
            href={pathOfPoint(point, catalogue)}
            prefetch={false}
            aria-label={`${props.label} by ${props.title}, motif ${i + 1}: open in the Studio`}
            className="overflow-hidden rounded-lg"
          >
            <PointPicture point={point} />
          </Link>
        ))}
      </div>
    </div>
  );
}
