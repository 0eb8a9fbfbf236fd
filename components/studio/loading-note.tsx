'use client';

import { useEngineStatus } from '@/components/points/hooks';
import { WayOn } from '@/components/points/way-on';
import { Progress } from '@/components/ui/progress';
import { failureOf } from '@/lib/engine/status';
import type { SfumatoError } from '@/lib/errors';

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

export interface LoadingNoteProps {
  /** The model of the picture. */
  model: string;
  /** Why the picture could not be drawn. */
  problem: SfumatoError | undefined;
  onRetry: () => void;
}

/** Over the foot of the picture: how far loading is, or what went wrong and a way to try again. */
export function LoadingNote({ model, problem, onRetry }: LoadingNoteProps) {
  const status = useEngineStatus();
  const failure = problem?.message ?? failureOf(status, model);
  if (failure !== undefined) {
    return (
      <div
        role="alert"
        className="absolute inset-x-3 bottom-3 flex flex-wrap items-center gap-3 rounded-xl border border-danger bg-raised py-2 pr-2 pl-4 text-sm shadow-lift"
      >
        <p className="min-w-40 grow basis-0">{failure}</p>
        <WayOn error={problem} onRetry={onRetry} />
      </div>
    );
  }
  // A small picture of another model that could not be drawn is no news here.
  if (status.state === 'ready' || status.state === 'failed') return null;
  const progress = status.state === 'downloading' ? status.progress : undefined;
  // Nor is another one that is being fetched, and was left meanwhile.
  if (progress && progress.modelId !== model) return null;
  return (
    <div className="absolute inset-x-3 bottom-3 flex animate-appear flex-col gap-1.5 rounded-lg bg-raised/90 px-3 py-2 text-xs text-muted [animation-delay:400ms] [animation-fill-mode:backwards]">
      <span className="tabular-nums">
        {progress
          ? `Fetching the model, ${megabytes(progress.receivedBytes)} of ${megabytes(progress.totalBytes)} MB`
          : 'Waking the model'}
      </span>
      <Progress
        label="Loading the model"
        value={progress && progress.receivedBytes / progress.totalBytes}
      />
    </div>
  );
}
