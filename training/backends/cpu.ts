import { backend, setBackend } from '@tensorflow/tfjs-core';

import { completeCpu } from './missing-kernels';
import type { BackendProvider } from './provider';

/** Plain JavaScript: there everywhere, exact, and far too slow for more than tests. */
export const cpuProvider: BackendProvider = {
  name: 'cpu',
  async activate() {
    await import('@tensorflow/tfjs-backend-cpu');
    completeCpu();
    await setBackend('cpu');
    // tfjs greets the first use in Node with a banner about tfjs-node; `selectBackend`
    // says what to do in its own words.
    (backend() as unknown as { firstUse: boolean }).firstUse = false;
    return 'plain JavaScript, one thread';
  },
};
