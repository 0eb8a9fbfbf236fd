import { env, setBackend } from '@tensorflow/tfjs-core';

import { completeWasm } from './missing-kernels';
import { messageOf, unavailable, type BackendProvider } from './provider';

/** WebAssembly with SIMD. tfjs turns its threads off in Node, so it uses one core. */
export const wasmProvider: BackendProvider = {
  name: 'wasm',
  async activate() {
    await import('@tensorflow/tfjs-backend-wasm');
    completeWasm();
    const restoreErrorHandling = rememberErrorHandling();
    let ready = false;
    try {
      ready = await setBackend('wasm');
    } catch (thrown) {
      throw unavailable('wasm', `${messageOf(thrown)}.`, 'Run `npm install` again.', thrown);
    } finally {
      restoreErrorHandling();
    }
    if (!ready) throw unavailable('wasm', 'it did not start.', 'Run `npm install` again.');
    const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return `WebAssembly${simd ? ' with SIMD' : ''}, one thread`;
  },
};

/**
 * The runtime that comes with the module rethrows every uncaught error of the whole
 * process from inside its one minified line, which Node then prints, 100 KB of it.
 *
 * @returns what takes away the handlers added since.
 */
function rememberErrorHandling(): () => void {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = new Map(events.map((event) => [event, new Set(listeners(event))]));
  return () => {
    for (const event of events) {
      for (const listener of listeners(event)) {
        if (!before.get(event)!.has(listener)) process.removeListener(event, listener);
      }
    }
  };
}

type Listener = (...args: unknown[]) => void;

function listeners(event: 'uncaughtException' | 'unhandledRejection'): Listener[] {
  return process.listeners(event as 'uncaughtException') as Listener[];
}
