'use client';

import { useEngineStatus } from '@/components/points/hooks';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { useKeptFocus } from '@/components/ui/use-kept-focus';
import type { EngineStatus } from '@/lib/engine/engine';
import type { PainterState } from '@/lib/transfer/painter';
import { MAX_SIDE } from '@/lib/transfer/sizes';

import { useController, usePainter, useTransferState } from './context';
import { isLooking, wholePercent } from './words';

/** Under the picture: what it is, and what is going on. Always of one height, so that nothing jumps. */
export function Caption() {
  const { largest } = useController();
  const content = useTransferState((state) => state.content);
  const keptFocus = useKeptFocus<HTMLDivElement>(usePainter(buttonFor));
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      <div
        {...keptFocus}
        className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 outline-none pointer-coarse:min-h-11"
      >
        <span className="min-w-0 truncate">{content?.standsIn ? 'Generated' : content?.name}</span>
        <Standing />
      </div>
      {content?.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {content && largest < MAX_SIDE && (
        <p>On this device up to {largest.toLocaleString('en')} pixels: its memory is no larger.</p>
      )}
      {content?.standsIn && (
        <p>
          A generated picture holds the place of yours.{' '}
          <span className="pointer-coarse:hidden">
            Drop one anywhere on this page, paste, or choose.{' '}
          </span>
          It is painted on this device and never leaves it.
        </p>
      )}
    </div>
  );
}

/** Which button stands there. */
const buttonFor = ({ progress, stopped }: PainterState) =>
  progress !== undefined ? 'stop' : stopped ? 'go on' : 'none';

function Standing() {
  const { painter } = useController();
  const engine = useEngineStatus();
  const opening = useTransferState((state) => state.opening);
  const hasCard = useTransferState((state) => state.card !== undefined);
  const failed = useTransferState((state) => state.problem !== undefined);
  const painted = usePainter((state) => state.painted);
  const progress = usePainter((state) => state.progress);
  const stopped = usePainter((state) => state.stopped);
  const stale = usePainter((state) => state.stale);
  const looking = useTransferState(isLooking);
  if (failed) return null;
  if (opening !== undefined) return <Underway label={`Opening ${opening}`} />;
  if (!hasCard) return <Underway {...stageOf(engine)} />;
  if (looking) return <Underway label="Looking at the style" />;
  if (progress !== undefined) {
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
      <span className="flex items-center gap-1">
        Stopped. This is a preview.
        <Button size="small" variant="quiet" onClick={painter.again}>
          Paint in full
        </Button>
      </span>
    );
  }
  if (stale || painted?.stage !== 'whole') return null;
  const { width, height } = painted.picture;
  return (
    <span className="tabular-nums">
      {width} × {height} pixels
    </span>
  );
}

function Underway(props: { label: string; share?: number | undefined; onStop?: () => void }) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <span className="truncate tabular-nums">{props.label}</span>
      <Progress label={props.label} value={props.share} className="!w-20 shrink-0" />
      {props.onStop && (
        <Button size="small" variant="quiet" className="-mr-3" onClick={props.onStop}>
          Stop
        </Button>
      )}
    </span>
  );
}

function stageOf(status: EngineStatus): { label: string; share?: number } {
  if (status.state !== 'downloading') return { label: 'Waking the model' };
  const { receivedBytes, totalBytes } = status.progress;
  return totalBytes > 0
    ? { label: 'Fetching the model', share: receivedBytes / totalBytes }
    : { label: 'Fetching the model' };
}
