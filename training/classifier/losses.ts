import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean cross-entropy over the rows that have a label (Szegedy et al. 2016, section 7:
 * with smoothing ε the target is 1 − ε for the class plus ε/n for each of n).
 * @param logits [batch, classes]
 * @param labels class indices, −1 for unknown.
 * @returns 0 when no row has a label; connected to the logits all the same, for gradients.
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  labels: readonly number[],
  smoothing: number,
): tf.Scalar {
  const classes = logits.shape[1];
  const targets = new Float32Array(labels.length * classes);
  let labelled = 0;
  labels.forEach((label, row) => {
    if (label < 0) return;
    labelled++;
    for (let c = 0; c < classes; c++) targets[row * classes + c] = smoothing / classes;
    targets[row * classes + label]! += 1 - smoothing;
  });
  const target = tf.tensor2d(targets, [labels.length, classes]);
  return tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits), target)), -1 / Math.max(1, labelled));
}

/**
 * Mean binary cross-entropy of logits [batch, 1] against 0 or 1.
 * softplus(x) − x·y is the same as −y·log σ(x) − (1 − y)·log(1 − σ(x)).
 */
export function binaryCrossEntropy(logits: tf.Tensor2D, labels: readonly number[]): tf.Scalar {
  const target = tf.tensor2d([...labels], [labels.length, 1]);
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, target)));
}
