'use client';

import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';

import { useEngineStatus } from './hooks';

/** What the engine is doing while no picture can be shown; nothing once it is ready. */
export function EngineNotice(props: { onRetry: () => void }) {
  const status = useEngineStatus();
  if (status.state === 'ready') return null;
  if (status.state === 'failed') {
    return (
      <div role="alert" className="flex max-w-sm flex-col items-center gap-3 p-6 text-center">
        <p>{status.message}</p>
        <Button onClick={props.onRetry}>Try again</Button>
      </div>
    );
  }
  const share =
    status.state === 'downloading' && status.progress.totalBytes > 0
      ? status.progress.receivedBytes / status.progress.totalBytes
      : undefined;
  return (
    <div className="flex w-48 flex-col gap-2 text-sm text-muted">
      <span>{share === undefined ? 'Starting…' : 'Fetching the model…'}</span>
      <Progress label="Fetching the model" value={share} />
    </div>
  );
}
