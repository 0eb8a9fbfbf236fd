'use client';

import { useEngineStatus } from '@/components/points/hooks';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** Over the foot of the picture: how far loading is, or what went wrong and a way to try again. */
export function LoadingNote({ onRetry }: { onRetry: () => void }) {
  const status = useEngineStatus();
  if (status.state === 'ready') return null;
  if (status.state === 'failed') {
    return (
      <div
        role="alert"
        className="absolute inset-x-3 bottom-3 flex flex-wrap items-center gap-3 rounded-xl border border-danger bg-raised py-2 pr-2 pl-4 text-sm shadow-lift"
      >
        <p className="min-w-40 grow basis-0">{status.message}</p>
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      </div>
    );
  }
  const progress = status.state === 'downloading' ? status.progress : undefined;
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
