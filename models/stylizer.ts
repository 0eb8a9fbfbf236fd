/** Arbitrary style transfer in one pass (Ghiasi et al. 2017; Huang and Belongie 2017). */
import type * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { defineNetwork } from './layers';
import type { Network, Weights } from './network';
import { encoderFeatures, encoderPlans, styleOf } from './stylizer-encoder';
import type { Origin } from './stylizer-geometry';
import {
  measurePainter,
  paint,
  painterPlans,
  statisticLayersOf,
  type PainterStatistics,
} from './stylizer-painter';

export interface StylizerInput {
  /** [batch, height, width, 3] in [-1, 1]; sides multiples of 8. */
  readonly pictures: tf.Tensor4D;
  /** [batch, styleDim], or [1, styleDim] for all pictures. */
  readonly vectors: tf.Tensor2D;
  /** Of the whole that the pictures are parts of; without it, each picture's own. */
  readonly statistics?: PainterStatistics | undefined;
  /** Where in that whole they lie, in pixels; its upper left corner if not given. */
  readonly origin?: Origin | undefined;
}

/**
 * Two networks with one set of weights. `encode` says in `styleDim` numbers what the style
 * of a picture is; `apply` paints pictures in the style of such a vector. Vectors may be
 * mixed: the weighted mean of several styles is a style between them, and the way from a
 * picture's own vector to another one is the strength.
 */
export interface StylizerNetwork extends Network<StylizerInput, tf.Tensor4D> {
  readonly styleDim: number;
  /** What `measure` measures: the layers in their order, and their channels. */
  readonly statisticLayers: readonly { readonly name: string; readonly channels: number }[];
  /** [batch, height, width, 3] in [-1, 1], sides of 16 or more → [batch, styleDim]. */
  encode(weights: Weights, pictures: tf.Tensor4D): tf.Tensor2D;
  /** What `encode` projects: means and deviations of features, [batch, features]. */
  features(weights: Weights, pictures: tf.Tensor4D): tf.Tensor2D;
  /** The rest of `encode`: [batch, features] → [batch, styleDim]. */
  project(weights: Weights, features: tf.Tensor2D): tf.Tensor2D;
  /**
   * Statistics of all the pictures together in the style of one vector, [1, styleDim], with
   * which parts of a whole are painted without a seam. The caller disposes of them.
   */
  measure(weights: Weights, pictures: tf.Tensor4D, vector: tf.Tensor2D): PainterStatistics;
}

const width = z.number().int().positive();

export const stylizerOptions = z.object({
  styleDim: width.default(100),
  /** Channels of the style encoder's four stages. */
  encoderChannels: z.array(width).length(4).default([16, 32, 64, 128]),
  /** Channels of the painter at the full, half, quarter and eighth side. */
  widths: z.tuple([width, width, width, width]).default([16, 32, 64, 96]),
  /** Residual blocks at the eighth side. */
  blocks: z.number().int().min(0).default(2),
  /** Residual blocks at the quarter side, on the way up. */
  fineBlocks: z.number().int().min(0).default(1),
  /** Deviation of the grain that pictures are given before they are painted, in [-1, 1]. */
  grain: z.number().min(0).max(0.5).default(0.08),
});

/**
 * With the defaults 0.99 million parameters; a picture of 256 × 256 costs 1.74 G
 * multiply-adds to paint and 1.0 G to encode.
 */
export function stylizer(given: z.input<typeof stylizerOptions>): StylizerNetwork {
  const options = stylizerOptions.parse(given);
  const { styleDim, encoderChannels: channels } = options;
  const plans = [...encoderPlans({ channels, styleDim }), ...painterPlans(options)];
  const network = defineNetwork<StylizerInput, tf.Tensor4D>(
    'stylizer',
    options,
    plans,
    (weights, { pictures, vectors, ...part }) => paint(weights, options, pictures, vectors, part),
  );
  const features: StylizerNetwork['features'] = (weights, pictures) =>
    encoderFeatures(weights, channels, pictures);
  return {
    ...network,
    styleDim,
    statisticLayers: statisticLayersOf(options),
    features,
    project: styleOf,
    encode: (weights, pictures) => styleOf(weights, features(weights, pictures)),
    measure: (weights, pictures, vector) => measurePainter(weights, options, pictures, vector),
  };
}
