'use client';

import { useEffect, useRef } from 'react';

import { useEngineStatus } from '@/components/points/hooks';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import type { HeatMap } from '@/lib/identify/answer';

import { useIdentify } from './context';
import type { Entry } from './entry';
import { askAgain, forget, stop } from './focus';
import layout from './identify.module.css';
import { paintHeat, type HeatLook } from './paint-heat';

export interface PicturePanelProps {
  entry: Entry;
  heat?: { readonly map: HeatMap; readonly strength: number; readonly look: HeatLook } | undefined;
}

/** The picture, as large as there is room, and over it what decided or how far its answer is. */
export function PicturePanel({ entry, heat }: PicturePanelProps) {
  const { url, name, width = 4, height = 3 } = entry;
  const aspect = width / height;
  return (
    <div className={layout.stack}>
      <div className={`${layout.frame} relative`}>
        {url === undefined ? (
          <div className="absolute inset-0 rounded-sm bg-line/60" />
        ) : (
          <img
            src={url}
            alt={`Yours, “${name}”`}
            className="absolute inset-0 size-full rounded-sm"
          />
        )}
        {heat && <Heat {...heat} aspect={aspect} />}
      </div>
      <Standing entry={entry} />
    </div>
  );
}

function Heat(props: { map: HeatMap; aspect: number; strength: number; look: HeatLook }) {
  const { map, aspect, strength, look } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paintHeat(canvas.current, map, aspect, look);
  }, [map, aspect, look]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      data-artist={map.artist}
      className="pointer-events-none absolute inset-0 size-full animate-appear rounded-sm"
      style={{ opacity: strength }}
    />
  );
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** Over the foot of the picture until there is an answer: what is going on, and the way out. */
function Standing({ entry }: { entry: Entry }) {
  const { controller } = useIdentify();
  const again = () => askAgain(controller, entry.id);
  const onForget = () => forget(controller, entry.id);
  switch (entry.phase) {
    case 'done':
    case 'refused':
      return null;
    case 'stopped':
      return (
        <Note
          text="Stopped before there was an answer."
          action={{ label: 'Go on', run: again }}
          onForget={onForget}
        />
      );
    case 'failed':
      return (
        <Note
          text={entry.message ?? ''}
          danger
          action={{ label: 'Try again', run: again }}
          onForget={onForget}
        />
      );
    case 'opening':
      return <Underway label="Opening the picture" />;
    case 'identifying':
      return <Underway label="Looking at the picture" />;
    case 'waiting':
      return <Fetching />;
  }
}

function Fetching() {
  const { controller, classifier } = useIdentify();
  const status = useEngineStatus();
  const progress =
    status.state === 'downloading' && status.progress.modelId === classifier.id
      ? status.progress
      : undefined;
  return (
    <Underway
      label={
        progress
          ? `Fetching the model, ${megabytes(progress.receivedBytes)} of ${megabytes(progress.totalBytes)} MB`
          : 'Waking the model'
      }
      share={progress && progress.receivedBytes / Math.max(1, progress.totalBytes)}
      onStop={() => stop(controller)}
    />
  );
}

function Underway(props: { label: string; share?: number | undefined; onStop?: () => void }) {
  return (
    <div className="relative m-3 flex w-[calc(100%-1.5rem)] max-w-md animate-appear items-center gap-3 self-end justify-self-center rounded-xl bg-raised/95 py-2 pr-2 pl-4 text-sm shadow-lift">
      <div className="flex min-w-0 grow flex-col gap-1.5 py-1.5">
        <span className="tabular-nums">{props.label}</span>
        <Progress label={props.label} value={props.share} />
      </div>
      {props.onStop && (
        <Button size="small" variant="quiet" onClick={props.onStop}>
          Stop
        </Button>
      )}
    </div>
  );
}

function Note(props: {
  text: string;
  danger?: boolean;
  action: { label: string; run: () => void };
  onForget: () => void;
}) {
  return (
    <div
      {...(props.danger ? { role: 'alert' } : {})}
      className={`relative m-3 flex w-[calc(100%-1.5rem)] max-w-md flex-wrap items-center gap-3 self-end justify-self-center rounded-xl border bg-raised py-2 pr-2 pl-4 text-sm shadow-lift ${props.danger ? 'border-danger' : 'border-line'}`}
    >
      <p className="min-w-40 grow basis-0">{props.text}</p>
      <Button size="small" data-go-on onClick={props.action.run}>
        {props.action.label}
      </Button>
      <Button size="small" variant="quiet" onClick={props.onForget}>
        Forget
      </Button>
    </div>
  );
}
