/** A trained classifier of paintings as a frozen source of features. */
import * as tf from '@tensorflow/tfjs-core';

import type { ClassifierNetwork } from './classifier';
import { activate, convolve, type ConvUnit } from './conv-unit';
import { weightOf } from './layers';
import type { Weights } from './network';

/** Side of the picture over that of the finest features. */
const FINEST = 4;

/**
 * The features that a classifier's trunk is about to halve: those with 1/4, 1/8 and 1/16
 * of the picture's side, as its strided convolutions receive them. In a ResNet these are
 * its first three stages, in a MobileNet the expanded maps. What lies beyond is not
 * computed.
 *
 * @param network with its normalisation folded.
 * @param pictures [batch, side, side, 3] in [-1, 1].
 * @param count how many of them.
 * @returns finest first.
 */
export function classifierFeatures(
  network: ClassifierNetwork,
  weights: Weights,
  pictures: tf.Tensor4D,
  count: number,
): tf.Tensor4D[] {
  const found: tf.Tensor4D[] = [];
  network.walk(pictures, (unit, x) => {
    const wanted = pictures.shape[1] / (FINEST * 2 ** found.length);
    if (found.length < count && unit.stride === 2 && x.shape[1] === wanted) found.push(x);
    return found.length < count ? frozenUnit(weights, unit, x) : emptyMap(unit, x);
  });
  return found;
}

/**
 * Apart, not as one fused operation: the gradient of that is computed for the kernel,
 * too, which nobody asks for here.
 */
function frozenUnit(weights: Weights, unit: ConvUnit, x: tf.Tensor4D): tf.Tensor4D {
  const convolved = convolve(unit, x, weightOf<tf.Tensor4D>(weights, `${unit.name}/kernel`));
  return activate(unit.activation, tf.add(convolved, weightOf(weights, `${unit.name}/bias`)));
}

/** Of the right shape, for a walk that nobody looks at any more. */
function emptyMap({ stride, outputs }: ConvUnit, x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width] = x.shape;
  return tf.zeros([batch, Math.ceil(height / stride), Math.ceil(width / stride), outputs]);
}
