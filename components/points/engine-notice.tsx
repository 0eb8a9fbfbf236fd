'use client';

import { Progress } from '@/components/ui/progress';
import type { EngineStatus } from '@/lib/engine/engine';
import { failureOf } from '@/lib/engine/status';
import type { SfumatoError } from '@/lib/errors';

import { useEngineStatus } from './hooks';
import { WayOn } from './way-on';

export interface EngineNoticeProps {
  /** The model that is waited for; any, if not given. */
  model?: string | undefined;
  /** Why the picture could not be drawn, where that is known. */
  error?: SfumatoError | null | undefined;
  onRetry: () => void;
}

/** What the engine is doing while there is no picture yet, and a way on when it failed. */
export function EngineNotice({ model, error, onRetry }: EngineNoticeProps) {
  const status = useEngineStatus();
  const failure = error?.message ?? failureOf(status, model);
  if (failure !== undefined) {
    return (
      <div
        role="alert"
        className="flex flex-wrap items-center gap-3 rounded-lg border border-danger bg-raised px-4 py-3 text-sm"
      >
        <span className="grow">{failure}</span>
        <WayOn error={error ?? undefined} onRetry={onRetry} />
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
