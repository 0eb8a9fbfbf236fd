/** Named tensors: weights, gradients and the optimiser's moments. */
import * as tf from '@tensorflow/tfjs-core';

import type { NetworkSpec } from '@/models/network';

export type Tensors = Record<string, tf.Tensor>;

/**
 * The weights, if all of the spec's are among them by name and shape; what is not the spec's,
 * e.g. heads over a network that is no longer looked through, is disposed of.
 */
export function fitting(weights: Tensors | undefined, spec: NetworkSpec): Tensors | undefined {
  const fits = spec.weights.every(({ name, shape }) =>
    tf.util.arraysEqual(weights?.[name]?.shape ?? [-1], [...shape]),
  );
  if (!weights || !fits) return undefined;
  const wanted = Object.fromEntries(spec.weights.map(({ name }) => [name, weights[name]!]));
  disposeOthers(weights, wanted);
  return wanted;
}

export function cloneAll(tensors: Tensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, t]) => [name, tf.clone(t)]));
}

/** The tensors below a prefix, without it. */
export function pickPrefix(tensors: Tensors, prefix: string): Tensors {
  const found = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** Disposes of what is in none of the records that are kept. */
export function disposeOthers(tensors: Tensors, ...kept: readonly Tensors[]): void {
  const taken = new Set(kept.flatMap((record) => Object.values(record)));
  tf.dispose(Object.values(tensors).filter((tensor) => !taken.has(tensor)));
}

/** All of them in one record, as `<owner>/<name>`. */
export function joinOwners(owners: Readonly<Record<string, Tensors>>): Tensors {
  return Object.fromEntries(
    Object.entries(owners).flatMap(([owner, tensors]) =>
      Object.entries(tensors).map(([name, tensor]) => [`${owner}/${name}`, tensor] as const),
    ),
  );
}

/** average ← average · decay + weights · (1 − decay), tracked statistics included. */
export function updateAverage(average: Tensors, weights: Tensors, decay: number): Tensors {
  const updated: Tensors = {};
  for (const [name, old] of Object.entries(average)) {
    updated[name] = tf.tidy(() => tf.add(tf.mul(old, decay), tf.mul(weights[name]!, 1 - decay)));
    old.dispose();
  }
  return updated;
}

/** The mean of two sets of weights, which are disposed of. */
export function meanOf(a: Tensors, b: Tensors): Tensors {
  const mean = tf.tidy(() =>
    Object.fromEntries(
      Object.entries(a).map(([name, one]) => [name, tf.mul(tf.add(one, b[name]!), 0.5)]),
    ),
  );
  tf.dispose([a, b]);
  return mean;
}

/**
 * Share of the old average that one step keeps, for a half-life in images; the
 * half-life grows with the run so that the start is forgotten soon.
 */
export function averageDecay(halfLife: number, batchSize: number, imagesSeen: number): number {
  if (halfLife === 0) return 0;
  return 0.5 ** (batchSize / Math.min(halfLife, Math.max(imagesSeen * 0.05, 1)));
}
