'use client';

import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import type { EngineStatus } from '@/lib/engine/engine';

import { useEngineStatus } from './hooks';

/** What the engine is doing while there is no picture yet, and a way on when it failed. */
export function EngineNotice(props: { onRetry: () => void }) {
  const status = useEngineStatus();
  if (status.state === 'failed') {
    return (
      <div
        role="alert"
        className="flex flex-wrap items-center gap-3 rounded-lg border border-danger bg-raised px-4 py-3 text-sm"
      >
        <span className="grow">{status.message}</span>
        <Button size="small" onClick={props.onRetry}>
          Try again
        </Button>
      </div>
    );
  }
  const { label, share } = stageOf(status);
  return (
    <div className="flex w-40 flex-col gap-1.5 rounded-lg bg-raised/90 px-3 py-2 text-xs">
      <span>{label}…</span>
      <Progress label={label} value={share} />
    </div>
  );
}

function stageOf(status: EngineStatus): { label: string; share: number | undefined } {
  if (status.state === 'ready') return { label: 'Drawing', share: undefined };
  if (status.state !== 'downloading') return { label: 'Starting', share: undefined };
  const { receivedBytes, totalBytes } = status.progress;
  return {
    label: 'Fetching the model',
    share: totalBytes > 0 ? receivedBytes / totalBytes : undefined,
  };
}
