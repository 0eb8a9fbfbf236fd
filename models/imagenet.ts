/** What the ResNets of torchvision do to a picture before their first stage. */
import * as tf from '@tensorflow/tfjs-core';

import { padBorder } from './conv-unit';

const MEAN = [0.485, 0.456, 0.406];
const STDDEV = [0.229, 0.224, 0.225];

/** Pictures in [-1, 1] → channels with mean 0 and deviation 1 over ImageNet. */
export function normalisePictures(pictures: tf.Tensor4D): tf.Tensor4D {
  // (x + 1)/2, minus the mean, over the deviation: one product and one sum.
  const scale = tf.tensor1d(STDDEV.map((s) => 0.5 / s));
  const offset = tf.tensor1d(MEAN.map((m, i) => (0.5 - m) / STDDEV[i]!));
  return tf.add(tf.mul(pictures, scale), offset);
}

/** 3 × 3 maximum of non-negative features with stride 2, symmetrically padded. */
export function stemPool(x: tf.Tensor4D): tf.Tensor4D {
  // After a ReLU, padding with 0 is padding with −∞.
  return tf.maxPool(padBorder(x, 1), 3, 2, 'valid');
}
