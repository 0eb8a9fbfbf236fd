import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import type { Place } from './rung';
import { smokeTest } from './smoke-test';

/** Computes in plain JavaScript and distorts every result. */
class DistortingBackend extends MathBackendCPU {
  constructor(private readonly distort: (value: number) => number) {
    super();
  }
  override async read(dataId: object) {
    return ((await super.read(dataId)) as Float32Array).map(this.distort);
  }
}

function placeWith(distort: (value: number) => number): Place {
  tf.enableProdMode();
  const tfjsName = `distorting ${distort.toString()}`;
  tf.registerBackend(tfjsName, () => new DistortingBackend(distort));
  tf.copyRegisteredKernels('cpu', tfjsName);
  return { tfjsName, batch: 1, await: (result) => result };
}

describe('smokeTest', () => {
  it('passes a back end that computes right, or nearly', async () => {
    const before = tf.memory().numTensors;
    await smokeTest(placeWith((value) => value));
    await smokeTest(placeWith((value) => value + 0.01));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops one that does not, and leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    for (const distort of [() => 0, (value: number) => value * 1.1, () => NaN]) {
      await expect(smokeTest(placeWith(distort))).rejects.toThrow('miscalculates');
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
