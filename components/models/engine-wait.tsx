'use client';

import { EngineNotice } from '@/components/points/engine-notice';
import { useEngineStatus, useWakingThumbnails } from '@/components/points/hooks';
import { getThumbnails } from '@/lib/studio/browser';

/** Says what the engine does while nothing can be drawn yet, and lets small pictures go on after. */
export function EngineWait() {
  useWakingThumbnails();
  const ready = useEngineStatus().state === 'ready';
  return ready ? null : <EngineNotice onRetry={() => getThumbnails().wake()} />;
}
