import type * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import type { ConvUnit } from './conv-unit';
import type { Network, TrainingPass, Weights } from './network';

/** What a classifier says about a batch of pictures; all logits are before any temperature. */
export interface ClassifierOutput {
  /** [batch, embeddingDim]: alike pictures lie close (by cosine). */
  readonly embedding: tf.Tensor2D;
  /** [batch, artistCount] */
  readonly artists: tf.Tensor2D;
  /** [batch, styleCount] */
  readonly styles: tf.Tensor2D;
  /** [batch, genreCount] */
  readonly genres: tf.Tensor2D;
  /** [batch, 1]: positive where the picture is by one of the artists, not by somebody or something else. */
  readonly known: tf.Tensor2D;
}

/**
 * A classifier of paintings by artist, style and genre together. Input: pictures
 * [batch, height, width, 3] in [-1, 1] of any size from 32 px; all pooling is global.
 * `apply` is `head` of `trunk`; they are separate so that what decided can be traced
 * back to places in the picture (Selvaraju et al. 2017, Grad-CAM).
 */
export interface ClassifierNetwork extends Network<tf.Tensor4D, ClassifierOutput> {
  /**
   * The feature maps that the head judges, finest first, each
   * [batch, height/stride, width/stride, channels].
   */
  trunk(weights: Weights, pictures: tf.Tensor4D, pass?: TrainingPass): tf.Tensor4D[];
  head(weights: Weights, maps: readonly tf.Tensor4D[], pass?: TrainingPass): ClassifierOutput;
  /**
   * How much each place of each map adds to an artist's logit over the mean of the
   * others: activation times gradient of the head in inference (Draelos and Carin 2020,
   * HiResCAM; Selvaraju et al. 2017, Grad-CAM, takes the gradient's mean over the places,
   * to which deviations add nothing). The logit over the others' mean is a constant plus
   * the mean over the places, added up over the maps.
   *
   * @param artist index of the logit.
   * @returns one [batch, height, width] a map.
   */
  evidence(weights: Weights, maps: readonly tf.Tensor4D[], artist: number): tf.Tensor3D[];
  /** The convolutions of the trunk, in the order of their weights. */
  readonly units: readonly ConvUnit[];
  /**
   * The trunk with every convolution and its normalisation left to `compute`; `trunk` is
   * this with the weights. For those who look at a network, or change it, layer by layer.
   */
  walk(pictures: tf.Tensor4D, compute: ComputeUnit): tf.Tensor4D[];
}

/** How one unit of a trunk is computed. */
export type ComputeUnit = (unit: ConvUnit, x: tf.Tensor4D) => tf.Tensor4D;

/** Options that all classifier architectures share. */
export const classifierOptions = z.object({
  artistCount: z.int().positive(),
  styleCount: z.int().positive(),
  genreCount: z.int().positive(),
  embeddingDim: z.int().positive().default(256),
  /** Share of the pooled features dropped in training. */
  dropout: z.number().min(0).lt(1).default(0),
  /**
   * `batch`: convolutions are followed by batch normalisation. `folded`: it has been
   * multiplied into them (`foldNormalisation`): fewer operations, inference only.
   */
  normalisation: z.enum(['batch', 'folded']).default('batch'),
  /** Factor on the channels of the trunk; small ones keep tests quick. */
  width: z.number().positive().default(1),
});

export type ClassifierOptions = z.infer<typeof classifierOptions>;

/**
 * The stage of a weight as `TrainingPass.frozenStages` counts them: 1 for the stem,
 * k + 1 for `stage<k>`, infinity for the head.
 */
export function stageOfWeight(name: string): number {
  if (name.startsWith('stem/')) return 1;
  const stage = /^stage(\d+)\//.exec(name);
  return stage ? Number(stage[1]) + 1 : Infinity;
}
