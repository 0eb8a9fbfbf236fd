'use client';

import { EngineNotice } from '@/components/points/engine-notice';
import { useEngineStatus } from '@/components/points/hooks';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';

import { CompareSlider } from './compare-slider';
import { useController, usePainter, useTransferState } from './context';
import { PictureCanvas } from './picture-canvas';
import type { Content } from './state';
import layout from './transfer.module.css';
import { useView, type View } from './view';
import { mixInWords, wholePercent } from './words';

/** The picture and its painting, as large as there is room. */
export function Stage() {
  const content = useTransferState((state) => state.content);
  const view = useView();
  if (!content) return <Place />;
  return (
    <figure
      className={view === 'beside' ? layout.pair : layout.figure}
      style={placeOf(content)}
      aria-label={view === 'beside' ? 'Your picture and its painting' : 'The painting'}
    >
      {view === 'beside' && (
        <div className="relative" style={{ aspectRatio: content.width / content.height }}>
          <Original content={content} />
        </div>
      )}
      <div className="relative" style={{ aspectRatio: content.width / content.height }}>
        <View content={content} view={view} />
        <Standing />
      </div>
    </figure>
  );
}

function View({ content, view }: { content: Content; view: View }) {
  if (view !== 'slider') return <Painting content={content} />;
  return (
    <CompareSlider before={<Original content={content} />}>
      <Painting content={content} />
    </CompareSlider>
  );
}

function Original({ content: { url, name, standsIn } }: { content: Content }) {
  return (
    <img
      src={url}
      alt={standsIn ? 'A generated picture' : `Yours, “${name}”`}
      draggable={false}
      className="absolute inset-0 size-full rounded-sm"
    />
  );
}

/** The painting; until there is one, what is going to be painted. */
function Painting({ content }: { content: Content }) {
  const painted = usePainter((state) => state.painted);
  const settings = useTransferState((state) => state.settings);
  const house = useTransferState((state) => state.card?.styles);
  if (painted?.wish.contentId !== content.id) return <Original content={content} />;
  const what = content.standsIn ? 'A generated picture' : `“${content.name}”`;
  return (
    <PictureCanvas
      picture={painted.picture}
      stage={painted.stage}
      alt={`${what}, painted in the style of ${mixInWords(settings, house ?? [])}`}
      className="absolute inset-0 size-full rounded-sm"
    />
  );
}

/** An empty place of a picture's proportions, before there is any. */
function Place() {
  return (
    <div className={layout.figure} style={placeOf({ width: 4, height: 3 })}>
      <div className="relative rounded-sm bg-line/60" style={{ aspectRatio: 4 / 3 }}>
        <Standing />
      </div>
    </div>
  );
}

/** Over the foot of the picture: what is going on, and the way out. */
function Standing() {
  const controller = useController();
  const problem = useTransferState((state) => state.problem);
  const opening = useTransferState((state) => state.opening);
  const hasCard = useTransferState((state) => state.card !== undefined);
  const failed = usePainter((state) => state.problem);
  const progress = usePainter((state) => state.progress);
  const stopped = usePainter((state) => state.stopped);
  const stage = usePainter((state) => state.painted?.stage);
  const { painter } = controller;

  if (problem !== undefined) {
    return <Note text={problem} danger action={{ label: 'Try again', run: controller.again }} />;
  }
  if (failed !== undefined) {
    return <Note text={failed} danger action={{ label: 'Try again', run: painter.again }} />;
  }
  if (opening !== undefined) return <Underway label={`Opening ${opening}`} />;
  if (!hasCard) return <Waking onRetry={controller.again} />;
  if (progress !== undefined && stage !== 'whole') {
    return (
      <Underway
        label={`Painting in full, ${wholePercent(progress)}`}
        share={progress}
        onStop={painter.stop}
      />
    );
  }
  if (stopped) {
    return (
      <Note
        text="Stopped. This is a preview."
        action={{ label: 'Paint in full', run: painter.again }}
      />
    );
  }
  return null;
}

function Waking({ onRetry }: { onRetry: () => void }) {
  const status = useEngineStatus();
  if (status.state === 'ready') return <Underway label="Waking the model" />;
  return (
    <div className="absolute inset-x-3 bottom-3 flex justify-center">
      <EngineNotice onRetry={onRetry} />
    </div>
  );
}

function Underway(props: { label: string; share?: number | undefined; onStop?: () => void }) {
  return (
    <div className="absolute inset-x-3 bottom-3 mx-auto flex max-w-md animate-appear items-center gap-3 rounded-xl bg-raised/95 py-2 pr-2 pl-4 text-sm shadow-lift">
      <div className="flex min-w-0 grow flex-col gap-1.5 py-1.5">
        <span className="truncate tabular-nums">{props.label}</span>
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
}) {
  return (
    <div
      {...(props.danger ? { role: 'alert' } : {})}
      className={`absolute inset-x-3 bottom-3 mx-auto flex max-w-md flex-wrap items-center gap-3 rounded-xl border bg-raised py-2 pr-2 pl-4 text-sm shadow-lift ${props.danger ? 'border-danger' : 'border-line'}`}
    >
      <p className="min-w-40 grow basis-0">{props.text}</p>
      <Button size="small" onClick={props.action.run}>
        {props.action.label}
      </Button>
    </div>
  );
}

/** What the style sheet needs to know of a picture to find its place. */
function placeOf({ width, height }: { width: number; height: number }): React.CSSProperties {
  return {
    '--aspect': width / height,
    '--pixels': `${Math.max(width, 640)}px`,
  } as React.CSSProperties;
}
