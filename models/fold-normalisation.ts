/** A trained classifier without its normalisation: fewer weights and fewer operations. */
import * as tf from '@tensorflow/tfjs-core';

import { createClassifier } from './architectures';
import type { ClassifierNetwork } from './classifier';
import { foldHead } from './classifier-head';
import { foldUnit } from './conv-unit';
import { weightOf } from './layers';
import type { Weights } from './network';

/**
 * Multiplies every batch normalisation into the layer beside it (Jacob et al. 2018,
 * section 3.2). The result computes the same as the network does in inference and
 * cannot be trained.
 *
 * @param weights of `network`, which has `normalisation: 'batch'`; they stay as they are.
 * @returns the network and new tensors for all its weights.
 */
export function foldNormalisation(
  network: ClassifierNetwork,
  weights: Weights,
): { network: ClassifierNetwork; weights: Record<string, tf.Tensor> } {
  const { architecture, options } = network.spec;
  const folded = createClassifier(architecture, { ...options, normalisation: 'folded' });
  return {
    network: folded,
    weights: tf.tidy(() => {
      const changed: Record<string, tf.Tensor> = foldHead(weights);
      for (const unit of network.units) {
        const { kernel, bias } = foldUnit(weights, unit);
        changed[`${unit.name}/kernel`] = kernel;
        changed[`${unit.name}/bias`] = bias;
      }
      return Object.fromEntries(
        folded.spec.weights.map(({ name }) => [
          name,
          changed[name] ?? tf.clone(weightOf(weights, name)),
        ]),
      );
    }),
  };
}
