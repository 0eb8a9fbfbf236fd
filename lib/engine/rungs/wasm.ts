import { env, findBackendFactory, type KernelBackend } from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';

import { createLoss } from '../loss';
import type { Rung } from '../rung';
import { fetchCode, register, unregister } from './registry';

/** tfjs's own way of building the back end; it leaves the registry with the back end. */
let build: (() => KernelBackend | Promise<KernelBackend>) | undefined;

/** @param folder address of the .wasm files of this tfjs version, with a slash at its end */
export function wasmRung(folder: (version: string) => string): Rung {
  return {
    backend: 'wasm',
    async open() {
      if (typeof WebAssembly === 'undefined') {
        throw new Error('the browser does not offer WebAssembly');
      }
      const wasm = await fetchCode(() => import('@tensorflow/tfjs-backend-wasm'));
      const address = folder(wasm.version_wasm);
      await assertReachable(`${address}tfjs-backend-wasm${(await hasSimd()) ? '-simd' : ''}.wasm`);
      if (!build) {
        // Threads need blob workers, which the content security policy forbids.
        env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
        wasm.setWasmPaths(address);
        build = findBackendFactory('wasm');
      }
      register('wasm', await build());
      return {
        ...createLoss(),
        tfjsName: 'wasm',
        batch: 1,
        close: () => unregister('wasm'),
      };
    },
  };
}

const hasSimd = async () => Boolean(await env().getAsync('WASM_HAS_SIMD_SUPPORT'));

/**
 * tfjs cannot tell a dropped connection from a browser that refuses the module.
 * The file is then in the browser's cache for tfjs to fetch again.
 * @throws SfumatoError `download-failed`.
 */
async function assertReachable(address: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin' });
    await response.arrayBuffer();
  } catch (cause) {
    throw new SfumatoError(
      'download-failed',
      'A part of the app could not be fetched. Check the connection and try again.',
      { cause },
    );
  }
  if (!response.ok) throw new Error(`its module answers with status ${response.status}`);
}
