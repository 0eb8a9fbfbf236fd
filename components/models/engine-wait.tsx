'use client';

import { useEffect, useState } from 'react';

import { EngineNotice } from '@/components/points/engine-notice';
import { useEngineStatus, useWakingThumbnails } from '@/components/points/hooks';
import { getEngine } from '@/lib/engine/browser';
import { toSfumatoError, type SfumatoError } from '@/lib/errors';
import { getThumbnails } from '@/lib/studio/browser';

export interface EngineWaitProps {
  /** By which the small pictures beside it are drawn. */
  models: readonly string[];
  /** Has to mount this and the small pictures anew: those that were given up ask only once. */
  onRetry: () => void;
}

/** Says what the engine does while nothing can be drawn yet, and which models cannot be had. */
export function EngineWait({ models, onRetry }: EngineWaitProps) {
  useWakingThumbnails();
  const ready = useEngineStatus().state === 'ready';
  const failures = useFailures(models);
  if (failures.length > 0) {
    return failures.map((error) => (
      <EngineNotice key={error.message} error={error} onRetry={onRetry} />
    ));
  }
  return ready ? null : <EngineNotice model={models[0]} onRetry={onRetry} />;
}

/** Fetches the models. Why some cannot be had: each reason once. */
function useFailures(models: readonly string[]): SfumatoError[] {
  const [failures, setFailures] = useState<ReadonlyMap<string, SfumatoError>>(new Map());
  const asked = models.join(' ');

  useEffect(() => {
    let left = false;
    const told = (id: string, error?: SfumatoError) => {
      if (left) return;
      setFailures((before) => {
        const after = new Map(before);
        if (error) after.set(id, error);
        else after.delete(id);
        return after;
      });
    };
    const load = async (id: string) => {
      try {
        await getEngine().load(id);
        getThumbnails().wake(id);
        told(id);
      } catch (thrown) {
        told(id, toSfumatoError(thrown));
      }
    };
    const loadAll = () => new Set(asked.split(' ')).forEach((id) => void load(id));
    loadAll();
    // Small pictures go on by themselves when the network is back.
    window.addEventListener('online', loadAll);
    return () => {
      left = true;
      window.removeEventListener('online', loadAll);
    };
  }, [asked]);

  const ofAsked = [...failures].filter(([id]) => models.includes(id));
  return [...new Map(ofAsked.map(([, error]) => [error.message, error])).values()];
}
