import * as tf from '@tensorflow/tfjs-core';

import type { Place } from './rung';

/**
 * Makes a back end tfjs's current one, at once: others may compute in the same
 * process on back ends of their own, and `setBackend` only waits for those not up yet.
 */
export function goTo({ tfjsName }: Place): void {
  if (tf.getBackend() !== tfjsName) void tf.setBackend(tfjsName);
}
