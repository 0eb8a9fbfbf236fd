import type * as tf from '@tensorflow/tfjs-core';

import type { Network } from './network';

/** What a generator is asked for. */
export interface GeneratorInput {
  /** [batch, latentDim], standard normal. */
  readonly z: tf.Tensor2D;
  /**
   * [batch, classCount]: the mix of every picture. Rows sum to 1; a row of zeros
   * asks for no class in particular. Ignored by unconditional generators.
   */
  readonly classes?: tf.Tensor2D;
}

/** What a discriminator judges. */
export interface DiscriminatorInput {
  /** [batch, resolution, resolution, 3] in [-1, 1]. */
  readonly pictures: tf.Tensor4D;
  /** Of a frozen network, finest scale first; for discriminators that judge those instead. */
  readonly features?: readonly tf.Tensor4D[];
  /** [batch, classCount], as in `GeneratorInput`. */
  readonly classes?: tf.Tensor2D;
}

/** Output: pictures [batch, resolution, resolution, 3] in [-1, 1]. */
export type GeneratorNetwork = Network<GeneratorInput>;
/** Output: logits [batch, n], higher for real; n = 1 unless it judges several parts. */
export type DiscriminatorNetwork = Network<DiscriminatorInput>;
