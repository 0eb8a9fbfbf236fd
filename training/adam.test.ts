import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { Adam, type AdamOptions } from './adam';
import { selectBackend } from './backends/select';
import type { Tensors } from './tensors';

const OPTIONS: AdamOptions = { learningRate: 0.1, beta1: 0.5, beta2: 0.9 };
const START = { slow: [1, -2], fast: [3] };
const gradientsAt = (t: number) => ({ slow: [0.3 * t, -1 / t], fast: [Math.cos(t)] });

beforeAll(async () => {
  await selectBackend('cpu');
});

const tensors = (values: Record<string, number[]>): Tensors =>
  Object.fromEntries(Object.entries(values).map(([name, list]) => [name, tf.tensor1d(list)]));

function take(adam: Adam, weights: Tensors, t: number, factor?: number): Tensors {
  const gradients = tensors(gradientsAt(t));
  const updated = adam.apply(weights, gradients, factor);
  tf.dispose(gradients);
  return updated;
}

const numbers = (weights: Tensors) =>
  Object.values(weights).flatMap((tensor) => Array.from(tensor.dataSync()));

/** The equations of the papers, number by number. */
function byEquations(
  options: AdamOptions,
  steps: number,
  factorAt: (t: number) => number = () => 1,
): number[] {
  const { learningRate, beta1, beta2, rateOf, decayOf } = options;
  return Object.entries(START).flatMap(([name, start]) =>
    start.map((weight, i) => {
      let [m, v] = [0, 0];
      for (let t = 1; t <= steps; t++) {
        const g = gradientsAt(t)[name as keyof typeof START][i]!;
        const rate = learningRate * (rateOf?.(name) ?? 1) * factorAt(t);
        m = beta1 * m + (1 - beta1) * g;
        v = beta2 * v + (1 - beta2) * g * g;
        const [mHat, root] = [m / (1 - beta1 ** t), Math.sqrt(v / (1 - beta2 ** t))];
        weight -= (rate * mHat) / (root + 1e-7) + rate * (decayOf?.(name) ?? 0) * weight;
      }
      return weight;
    }),
  );
}

describe('Adam', () => {
  it('follows the equations of the paper', () => {
    const adam = new Adam(OPTIONS);
    let weights = tensors(START);
    for (let t = 1; t <= 5; t++) weights = take(adam, weights, t);
    byEquations(OPTIONS, 5).forEach((w, i) => expect(numbers(weights)[i]).toBeCloseTo(w, 5));
  });

  it('has a rate and a decay for each weight, and a factor for each step', () => {
    const options = {
      ...OPTIONS,
      beta1: 0,
      rateOf: (name: string) => (name === 'slow' ? 0.1 : 2),
      decayOf: (name: string) => (name === 'fast' ? 0.2 : 0),
    };
    const adam = new Adam(options);
    let weights = tensors(START);
    for (let t = 1; t <= 5; t++) weights = take(adam, weights, t, 1 / t);
    byEquations(options, 5, (t) => 1 / t).forEach((w, i) =>
      expect(numbers(weights)[i]).toBeCloseTo(w, 5),
    );
  });

  it('goes on from its state exactly, and leaves no tensors behind', () => {
    const before = tf.memory().numTensors;
    const whole = new Adam(OPTIONS);
    let expected = tensors(START);
    for (let t = 1; t <= 4; t++) expected = take(whole, expected, t);

    const first = new Adam(OPTIONS);
    let weights = tensors(START);
    for (let t = 1; t <= 2; t++) weights = take(first, weights, t);
    const { steps, tensors: kept } = first.state();
    const copies = Object.fromEntries(Object.entries(kept).map(([n, t]) => [n, tf.clone(t)]));
    const second = new Adam(OPTIONS);
    second.restore(steps, copies);
    for (let t = 3; t <= 4; t++) weights = take(second, weights, t);
    expect(numbers(weights)).toEqual(numbers(expected));

    for (const adam of [whole, first, second]) adam.dispose();
    tf.dispose([weights, expected]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves a weight without a gradient alone', () => {
    const adam = new Adam(OPTIONS);
    const other = tf.scalar(7);
    expect(take(adam, { ...tensors(START), other }, 1)['other']).toBe(other);
  });

  it('refuses the state of another version, saying what to do', () => {
    const adam = new Adam(OPTIONS);
    expect(() => adam.restore(3, { 'm/w': tf.scalar(0) })).toThrow(/--init-from/);
  });
});
