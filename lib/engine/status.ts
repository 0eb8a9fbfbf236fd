import type { SfumatoError } from '@/lib/errors';

import type { EngineStatus } from './engine';
import { ModelFailure } from './model-failure';

/** The status and who wants to know it. */
export interface StatusHolder {
  set(status: EngineStatus): void;
  fail(error: SfumatoError): void;
  /** Something is under way again after a failure or a download. */
  wake(): void;
  /** Calls the listener at once and after every change. Returns the way out. */
  subscribe(listener: (status: EngineStatus) => void): () => void;
}

export function createStatus(): StatusHolder {
  let current: EngineStatus = { state: 'starting' };
  const listeners = new Set<(status: EngineStatus) => void>();

  function set(status: EngineStatus) {
    if (noNews(current, status)) return;
    current = status;
    for (const listener of [...listeners]) listener(status);
  }

  return {
    set,
    fail(error) {
      const { code, message } = error;
      const model = error instanceof ModelFailure && { modelId: error.modelId };
      set({ state: 'failed', code, message, ...model });
    },
    wake() {
      if (current.state !== 'ready') set({ state: 'starting' });
    },
    subscribe(listener) {
      // A wrapper of its own, so that one listener may subscribe twice.
      const entry = (status: EngineStatus) => listener(status);
      listeners.add(entry);
      entry(current);
      return () => void listeners.delete(entry);
    },
  };
}

/**
 * What went wrong, for somebody who waits for pictures of this model (of any, if none is
 * named): what befell another model is none of it.
 */
export function failureOf(status: EngineStatus, modelId?: string): string | undefined {
  if (status.state !== 'failed') return undefined;
  const concerns = modelId === undefined || (status.modelId ?? modelId) === modelId;
  return concerns ? status.message : undefined;
}

/** Every frame confirms that the engine is ready; that is no news. */
function noNews(a: EngineStatus, b: EngineStatus): boolean {
  if (a.state === 'starting') return b.state === 'starting';
  if (a.state !== 'ready' || b.state !== 'ready') return false;
  return (
    a.report.backend === b.report.backend &&
    a.report.device === b.report.device &&
    a.report.passedOver.length === b.report.passedOver.length
  );
}
