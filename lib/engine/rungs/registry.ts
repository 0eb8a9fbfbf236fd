import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';

import { reasonOf } from '../ladder';

/**
 * Puts a back end that has been built into tfjs's registry, in place of one of the
 * same name. Building it first keeps the reason when that fails; tfjs only logs it.
 */
export function register(name: string, backend: tf.KernelBackend): void {
  unregister(name);
  tf.registerBackend(name, () => backend);
}

/** Takes a back end out of the registry and disposes it. */
export function unregister(name: string): void {
  if (tf.findBackendFactory(name)) tf.removeBackend(name);
}

/**
 * The module of a back end, fetched when its rung is tried: nobody downloads code
 * for a back end that is not used.
 * @throws SfumatoError `download-failed`.
 */
export async function fetchCode<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new SfumatoError(
      'download-failed',
      'A part of the app could not be fetched. Check the connection and try again.',
      { cause: new Error(reasonOf(cause)) },
    );
  }
}
