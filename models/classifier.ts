import type * as tf from '@tensorflow/tfjs-core';

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
}

/** Options that all classifier architectures share. */
export interface ClassifierOptions {
  readonly artistCount: number;
  readonly styleCount: number;
  readonly genreCount: number;
  readonly embeddingDim: number;
  /** Share of the pooled features dropped in training. */
  readonly dropout: number;
  /**
   * `batch`: convolutions are followed by batch normalisation. `folded`: it has been
   * multiplied into them (`foldNormalisation`): fewer operations, inference only.
   */
  readonly normalisation: 'batch' | 'folded';
}
