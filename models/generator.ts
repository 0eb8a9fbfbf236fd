import type * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';

import type { Network, TrainingPass, Weights } from './network';

/** Side of the first map of every generator here, in pixels; each next one doubles it. */
export const SEED_SIDE = 4;

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

/** What a generator makes of its input on the way. */
export interface Painting {
  /** Feature maps [batch, side, side, channels] from 4 px on, each of twice the side of the one before. */
  readonly maps: readonly tf.Tensor4D[];
  /** [batch, resolution, resolution, 3] in [-1, 1] */
  readonly pictures: tf.Tensor4D;
}

/** Output: pictures [batch, resolution, resolution, 3] in [-1, 1]. */
export interface GeneratorNetwork extends Network<GeneratorInput> {
  /** As `apply`, with the maps that lead to the pictures. */
  readonly paint: (weights: Weights, input: GeneratorInput, pass?: TrainingPass) => Painting;
}
/** Output: logits [batch, n], higher for real; n = 1 unless it judges several parts. */
export type DiscriminatorNetwork = Network<DiscriminatorInput>;

/**
 * As many numbers of channels as pictures of this side need, one for each map.
 * @throws SfumatoError `invalid-input` for a side that no doubling leads to, or too few numbers.
 */
export function channelsUpTo(resolution: number, channels: readonly number[]): number[] {
  const doublings = doublingsUpTo(resolution);
  if (channels.length <= doublings) {
    throw new SfumatoError(
      'invalid-input',
      `A picture of ${resolution} px needs ${doublings + 1} numbers of channels, one for 4 px and one for each doubling; this architecture has ${channels.length}.`,
    );
  }
  return channels.slice(0, doublings + 1);
}

/** How often the seed is doubled. @throws SfumatoError `invalid-input` for sides that it never has. */
export function doublingsUpTo(resolution: number): number {
  const doublings = Math.log2(resolution / SEED_SIDE);
  if (Number.isInteger(doublings) && doublings >= 1) return doublings;
  throw new SfumatoError(
    'invalid-input',
    `Pictures of ${resolution} px cannot be drawn: the side must be 8, 16, 32 and so on.`,
  );
}
