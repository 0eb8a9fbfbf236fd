/**
 * The page's side: an `Engine` whose work happens in a worker. When the worker
 * dies, a new one is started and what was asked is asked again, once.
 */
import { SfumatoError, toSfumatoError } from '@/lib/errors';

import type { Engine, EngineStatus } from './engine';
import { valueOf, type EngineWorker, type Reply } from './protocol';
import { createStatus } from './status';

/** A worker that runs, and the means to end it. */
export interface WorkerHandle {
  readonly remote: Omit<EngineWorker, 'open'>;
  terminate(): void;
}

/** Starts a worker and opens it; it reports its status, and when it has died. */
export type Spawn = (on: {
  readonly status: (status: EngineStatus) => void;
  readonly crash: (cause: unknown) => void;
}) => WorkerHandle;

interface Session extends WorkerHandle {
  /** Calls that wait for this worker; told when it is no more. */
  readonly waiting: Set<(ended: Ended) => void>;
  /** Whether anything was ever drawn here. */
  wasReady: boolean;
}

/** Why a worker will not answer any more. */
interface Ended {
  readonly ended: 'crashed' | 'closed';
  readonly cause?: unknown;
}

export function createClient(spawn: Spawn): Engine {
  const status = createStatus();
  let session: Session | undefined;
  let closed = false;

  function begin(): Session {
    // Nothing calls back before `spawn` has returned: messages are tasks of their own.
    const begun: Session = {
      ...spawn({
        status(now) {
          if (begun !== session) return;
          if (now.state === 'ready') begun.wasReady = true;
          status.set(now);
        },
        crash: (cause) => end(begun, { ended: 'crashed', cause }),
      }),
      waiting: new Set(),
      wasReady: false,
    };
    return begun;
  }

  function end(ending: Session, ended: Ended) {
    if (session === ending) session = undefined;
    ending.terminate();
    const waiting = [...ending.waiting];
    ending.waiting.clear();
    for (const tell of waiting) tell(ended);
  }

  function ask<T>(on: Session, question: (remote: Session['remote']) => Promise<Reply<T>>) {
    return new Promise<Reply<T> | Ended>((resolve, reject) => {
      on.waiting.add(resolve);
      question(on.remote)
        .then(resolve, reject)
        .finally(() => on.waiting.delete(resolve));
    });
  }

  async function call<T>(question: (remote: Session['remote']) => Promise<Reply<T>>): Promise<T> {
    for (let crashes = 0; ;) {
      if (closed) throw new SfumatoError('cancelled', 'The engine has been closed.');
      if (!session) {
        status.wake();
        session = begin();
      }
      const asked = session;
      const answer = await ask(asked, question).catch((thrown: unknown) => {
        throw toSfumatoError(thrown);
      });
      if (!('ended' in answer)) {
        // Some browsers remember that a module could not be fetched for as long as
        // the worker lives; a new worker can try again. Files of models are no modules.
        const isCode = !answer.ok && answer.modelId === undefined;
        if (isCode && answer.code === 'download-failed' && !asked.wasReady) {
          end(asked, { ended: 'crashed' });
          status.fail(new SfumatoError(answer.code, answer.message));
        }
        return valueOf(answer);
      }
      if (answer.ended === 'crashed' && ++crashes > 1) throw crashError(answer.cause);
      if (!closed) status.set({ state: 'starting' });
    }
  }

  function crashError(cause: unknown): SfumatoError {
    const error = new SfumatoError(
      'context-lost',
      'The part of the app that draws has stopped twice. Close other tabs to free memory and try again.',
      { cause },
    );
    status.fail(error);
    return error;
  }

  return {
    start: () => call((remote) => remote.start()),
    async load(modelId, onProgress) {
      const unsubscribe = status.subscribe((now) => {
        if (now.state === 'downloading' && now.progress.modelId === modelId) {
          onProgress?.(now.progress);
        }
      });
      try {
        return await call((remote) => remote.load(modelId));
      } finally {
        unsubscribe();
      }
    },
    cancel: (modelId) => call((remote) => remote.cancel(modelId)),
    generate: (points) => call((remote) => remote.generate(points)),
    // Pictures and embeddings are copied over, not handed over: whoever asks keeps theirs.
    identify: (modelId, picture) => call((remote) => remote.identify(modelId, picture)),
    explain: (modelId, picture, artist) =>
      call((remote) => remote.explain(modelId, picture, artist)),
    nearestWorks: (modelId, embedding, count) =>
      call((remote) => remote.nearestWorks(modelId, embedding, count)),
    encodeStyle: (modelId, picture, side) =>
      call((remote) => remote.encodeStyle(modelId, picture, side)),
    paint: (...asked) => call((remote) => remote.paint(...asked)),
    measureStyle: (modelId, patches, style) =>
      call((remote) => remote.measureStyle(modelId, patches, style)),
    subscribe: status.subscribe,
    tensorCount: () => call((remote) => remote.tensorCount()),
    async dispose() {
      closed = true;
      if (session) end(session, { ended: 'closed' });
    },
  };
}
