import { createLoss } from '../loss';
import type { Rung } from '../rung';
import { fetchCode, register, unregister } from './registry';

/** Plain JavaScript: slow, and there when nothing else is. */
export const cpuRung: Rung = {
  backend: 'cpu',
  async open() {
    const { MathBackendCPU } = await fetchCode(() => import('@tensorflow/tfjs-backend-cpu'));
    register('cpu', new MathBackendCPU());
    return {
      ...createLoss(),
      tfjsName: 'cpu',
      batch: 1,
      close: () => unregister('cpu'),
    };
  },
};
