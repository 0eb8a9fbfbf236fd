/** The state of a run: where it starts from, and what is kept of it. */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { Random } from '@/lib/latent/random';
import type { GeneratorNetwork } from '@/models/generator';
import type { NetworkSpec } from '@/models/network';

import { pickPrefix } from './adam';
import type { Checkpoint } from './checkpoint';
import type { StepContext } from './players';

type Tensors = Record<string, tf.Tensor>;

/** Weights to start from instead of fresh ones. */
export interface Start {
  readonly generator: Tensors;
  readonly discriminator?: Tensors;
  /** Images that these weights have seen already, and how long that took. */
  readonly imagesSeen: number;
  readonly seconds: number;
}

/** @throws SfumatoError `invalid-input` if the weights are of another generator. */
export function startWeights(
  start: Start | undefined,
  network: GeneratorNetwork,
  random: Random,
): Tensors {
  if (!start) return network.init(random);
  const weights = fitting(start.generator, network.spec);
  if (weights) return weights;
  throw new SfumatoError(
    'invalid-input',
    'The weights of --init-from are of another generator: its options or its number of classes differ.',
  );
}

/** The weights, if they are the spec's by name and shape. */
export function fitting(weights: Tensors | undefined, spec: NetworkSpec): Tensors | undefined {
  const fits = spec.weights.every(({ name, shape }) =>
    tf.util.arraysEqual(weights?.[name]?.shape ?? [-1], [...shape]),
  );
  return fits ? weights : undefined;
}

export function cloneAll(tensors: Tensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, t]) => [name, tf.clone(t)]));
}

/** Everything that a checkpoint holds, as `<owner>/<name>`. */
export function stateTensors({ generator, discriminator }: StepContext, average: Tensors): Tensors {
  const owners: Record<string, Tensors> = {
    generator: generator.weights,
    'generator-adam': generator.adam.state().tensors,
    discriminator: discriminator.weights,
    'discriminator-adam': discriminator.adam.state().tensors,
    average,
  };
  return Object.fromEntries(
    Object.entries(owners).flatMap(([owner, tensors]) =>
      Object.entries(tensors).map(([name, tensor]) => [`${owner}/${name}`, tensor] as const),
    ),
  );
}

/** Puts a checkpoint back into the players and returns the average. */
export function restoreState(
  { generator, discriminator }: StepContext,
  checkpoint: Checkpoint,
): Tensors {
  const { tensors, progress } = checkpoint;
  generator.weights = pickPrefix(tensors, 'generator/');
  discriminator.weights = pickPrefix(tensors, 'discriminator/');
  const { adamSteps } = progress;
  generator.adam.restore(adamSteps.generator, pickPrefix(tensors, 'generator-adam/'));
  discriminator.adam.restore(adamSteps.discriminator, pickPrefix(tensors, 'discriminator-adam/'));
  return pickPrefix(tensors, 'average/');
}
