'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';

import { getEngine } from '@/lib/engine/browser';
import type { EngineStatus } from '@/lib/engine/engine';
import { getThumbnails } from '@/lib/studio/browser';
import type { StripItem } from '@/lib/studio/strip';

import { getStrip } from './strip';

/** The points kept on this device. */
export function useStripItems(): readonly StripItem[] {
  return useStore(getStrip().store, (state) => state.items);
}

const STARTING: EngineStatus = { state: 'starting' } as const;
let status: EngineStatus = STARTING;

const subscribeToStatus = (listener: () => void) =>
  getEngine().subscribe((now) => {
    status = now;
    listener();
  });

/** Where the engine stands. */
export function useEngineStatus(): EngineStatus {
  return useSyncExternalStore(
    subscribeToStatus,
    () => status,
    () => STARTING,
  );
}

/** Small pictures that waited for the engine are drawn once it is ready. */
export function useWakingThumbnails(): void {
  useEffect(() => {
    // That one model failed and another draws says nothing new about the one that failed.
    let oneModelFailed = false;
    return getEngine().subscribe((now) => {
      if (now.state === 'failed') oneModelFailed = now.modelId !== undefined;
      if (now.state !== 'ready') return;
      if (!oneModelFailed) getThumbnails().wake();
      oneModelFailed = false;
    });
  }, []);
}

const REDUCED = '(prefers-reduced-motion: reduce)';

function subscribeToMotion(listener: () => void): () => void {
  const query = window.matchMedia(REDUCED);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether this person asked for less motion. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    subscribeToMotion,
    () => window.matchMedia(REDUCED).matches,
    () => true,
  );
}
