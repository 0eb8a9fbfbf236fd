import { toSfumatoError } from '@/lib/errors';
import { readWorks, type Works, type WorksEntry } from '@/lib/identify/works';

import type { LoadProgress } from './engine';
import { createModel, type ClassifierModel, type Model } from './model';
import { ModelFailure } from './model-failure';
import {
  assertModelId,
  cancelled,
  renewedModel,
  type ModelSource,
  type ModelVersions,
} from './source';

type OnProgress = (progress: LoadProgress) => void;

interface Loading {
  readonly promise: Promise<Model>;
  readonly listeners: Set<OnProgress>;
  readonly abort: AbortController;
}

interface WorksLoading {
  readonly promise: Promise<Works>;
  readonly abort: AbortController;
}

/** Fetches every model once, however many ask; a failed one can be asked for again. */
export interface Loader {
  /**
   * @throws ModelFailure, with `outdated-point` for a model of another version than is meant:
   *   that one is not asked for again.
   */
  load(modelId: string, onProgress: OnProgress): Promise<Model>;
  /** The known works of a classifier; undefined where it ships none. */
  works(model: ClassifierModel): Promise<Works | undefined>;
  /** Whether anything is being fetched. */
  busy(): boolean;
  /** The next `load` fetches it anew. */
  forget(model: Model): void;
  cancel(modelId: string): void;
  cancelAll(): void;
}

export function createLoader(source: ModelSource, versions: ModelVersions = {}): Loader {
  const loaded = new Map<string, Model>();
  const renewed = new Set<string>();
  const loading = new Map<string, Loading>();
  const works = new Map<ClassifierModel, WorksLoading>();

  async function fetchModel(modelId: string, onProgress: OnProgress, signal: AbortSignal) {
    assertModelId(modelId);
    if (renewed.has(modelId)) throw renewedModel(modelId);
    const card = await source.card(modelId, signal);
    if (card.version !== (versions[modelId] ?? card.version)) {
      renewed.add(modelId);
      throw renewedModel(modelId);
    }
    const totalBytes = card.weights.bytes;
    const bytes = await source.weights(
      card,
      (receivedBytes) => onProgress({ modelId, receivedBytes, totalBytes }),
      signal,
    );
    return createModel(card, bytes);
  }

  function begin(modelId: string): Loading {
    const abort = new AbortController();
    const listeners = new Set<OnProgress>();
    const tell: OnProgress = (progress) => listeners.forEach((listener) => listener(progress));
    const promise = fetchModel(modelId, tell, abort.signal)
      .then((model) => {
        if (abort.signal.aborted) throw cancelled();
        loaded.set(modelId, model);
        return model;
      })
      .catch((thrown: unknown) => {
        const error = abort.signal.aborted ? cancelled() : toSfumatoError(thrown);
        throw new ModelFailure(modelId, error);
      })
      .finally(() => loading.delete(modelId));
    const begun = { promise, listeners, abort };
    loading.set(modelId, begun);
    return begun;
  }

  function beginWorks(model: ClassifierModel, entry: WorksEntry): WorksLoading {
    const abort = new AbortController();
    const promise = source
      .works(model.card, entry, abort.signal)
      .then(({ file, vectors }) => readWorks(file, vectors, entry))
      .catch((thrown: unknown) => {
        // The next question fetches them anew.
        works.delete(model);
        throw abort.signal.aborted ? cancelled() : toSfumatoError(thrown);
      });
    const begun = { promise, abort };
    works.set(model, begun);
    return begun;
  }

  function cancel(modelId: string) {
    loading.get(modelId)?.abort.abort();
    for (const [model, { abort }] of works) if (model.card.id === modelId) abort.abort();
  }

  return {
    async load(modelId, onProgress) {
      const known = loaded.get(modelId);
      if (known) return known;
      const { promise, listeners } = loading.get(modelId) ?? begin(modelId);
      listeners.add(onProgress);
      return promise;
    },
    async works(model) {
      const entry = model.card.works;
      return entry && (works.get(model) ?? beginWorks(model, entry)).promise;
    },
    busy: () => loading.size > 0,
    forget: ({ card }) => void loaded.delete(card.id),
    cancel,
    cancelAll: () => [...loading.keys(), ...loaded.keys()].forEach(cancel),
  };
}
