import { useSyncExternalStore } from 'react';

import { getEngine } from '@/lib/engine/browser';
import type { EngineStatus } from '@/lib/engine/engine';

const STARTING: EngineStatus = { state: 'starting' };
let status: EngineStatus = STARTING;

function subscribe(listener: () => void): () => void {
  return getEngine().subscribe((next) => {
    status = next;
    listener();
  });
}

/** Where the page's engine stands. */
export function useEngineStatus(): EngineStatus {
  return useSyncExternalStore(
    subscribe,
    () => status,
    () => STARTING,
  );
}
