import type { Tensor } from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

/** One named weight of a network. */
export interface WeightSpec {
  /** Path-like and unique within the network, e.g. `block2/conv/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** False for statistics that are tracked, not learned (moving averages, power iterations). */
  readonly trainable: boolean;
}

/** What a network is, without its numbers. Plain data: it goes into the model's card. */
export interface NetworkSpec {
  /** Name in `models/architectures.ts`. */
  readonly architecture: string;
  /** The options the architecture was built with; enough to build it again. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly weights: readonly WeightSpec[];
}

/** The numbers of a network, by the names in its spec. */
export type Weights = Readonly<Record<string, Tensor>>;

/**
 * What a forward pass during training carries besides its input. Absent in
 * inference: batch normalisation then uses moving averages and dropout is off.
 */
export interface TrainingPass {
  /** New values of weights that are not trained; the loop assigns them after the step. */
  readonly updates: Record<string, Tensor>;
  /** Source of randomness for dropout and noise. */
  readonly random: Random;
  /**
   * Stages that are not trained, counted from the input: they keep to their moving
   * averages, as in inference. Networks that know no stages ignore it.
   */
  readonly frozenStages?: number;
}

/** A network: a pure function of its weights. Holds no tensors and no state. */
export interface Network<Input, Output = Tensor> {
  readonly spec: NetworkSpec;
  /** Fresh weights; the same random numbers give the same weights everywhere. */
  init(random: Random): Record<string, Tensor>;
  /** Shapes are stated where the network is defined. */
  apply(weights: Weights, input: Input, pass?: TrainingPass): Output;
}

/** Number of scalars in the spec; `trainableOnly` leaves out tracked statistics. */
export function parameterCount(spec: NetworkSpec, trainableOnly = false): number {
  let count = 0;
  for (const weight of spec.weights) {
    if (trainableOnly && !weight.trainable) continue;
    count += weight.shape.reduce((product, size) => product * size, 1);
  }
  return count;
}
