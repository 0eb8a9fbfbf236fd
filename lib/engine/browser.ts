/** The engine of the page. Client side only; free of React. */
import * as Comlink from 'comlink';

import { SfumatoError } from '@/lib/errors';
import { versions } from '@/models/registry';

import { createClient, type Spawn } from './client';
import { BACKENDS, type BackendName, type Engine } from './engine';
import type { EngineWorker } from './protocol';

let engine: Engine | undefined;

/** The one engine of this page; its worker starts at the first question. */
export function getEngine(): Engine {
  if (typeof window === 'undefined') {
    throw new SfumatoError(
      'internal',
      'The engine of the page was asked for outside of a browser.',
    );
  }
  engine ??= createClient(spawnFor(overrideIn(window.location.search)));
  return engine;
}

/** The back end that `?backend=` asks for; undefined for none and for names that are not one. */
export function overrideIn(search: string): BackendName | undefined {
  const asked = new URLSearchParams(search).get('backend');
  return BACKENDS.find((name) => name === asked && name !== 'node');
}

function spawnFor(override: BackendName | undefined): Spawn {
  return ({ status, crash }) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'sfumato-engine',
    });
    worker.addEventListener('error', (event) => crash(new Error(event.message || 'no message')));
    worker.addEventListener('messageerror', () => crash(new Error('a message could not be read')));
    const remote = Comlink.wrap<EngineWorker>(worker);
    remote.open({ override, versions }, Comlink.proxy(status)).catch(crash);
    return { remote, terminate: () => worker.terminate() };
  };
}
