import { env, setBackend } from '@tensorflow/tfjs-core';

import { registerConvolutionGradients, registerSegmentSum } from './missing-kernels';
import { messageOf, unavailable, type BackendProvider } from './provider';

/** WebAssembly with SIMD. tfjs turns its threads off in Node, so it uses one core. */
export const wasmProvider: BackendProvider = {
  name: 'wasm',
  async activate() {
    await import('@tensorflow/tfjs-backend-wasm');
    registerConvolutionGradients('wasm');
    registerSegmentSum('wasm');
    let ready = false;
    try {
      ready = await setBackend('wasm');
    } catch (thrown) {
      throw unavailable('wasm', `${messageOf(thrown)}.`, 'Run `npm install` again.', thrown);
    }
    if (!ready) {
      throw unavailable('wasm', 'it did not start.', 'Run `npm install` again.');
    }
    const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return `WebAssembly${simd ? ' with SIMD' : ''}, one thread`;
  },
};
