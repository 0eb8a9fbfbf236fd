import * as tf from '@tensorflow/tfjs-core';

/**
 * What a picture shows: classes, −1 for unknown, with the share of its area that each fills.
 * A picture with nothing pasted in has one part, of share 1.
 */
export type Parts = readonly { readonly label: number; readonly share: number }[];

/**
 * Mean cross-entropy over what has a label (Szegedy et al. 2016, section 7: with smoothing
 * ε the target is 1 − ε for the class plus ε/n for each of n); parts weigh as much as
 * their share (Yun et al. 2019, equation 1).
 * @param logits [batch, classes]
 * @returns 0 when nothing has a label; connected to the logits all the same, for gradients.
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  rows: readonly Parts[],
  smoothing: number,
): tf.Scalar {
  const classes = logits.shape[1];
  const targets = new Float32Array(rows.length * classes);
  let labelled = 0;
  rows.forEach((parts, row) => {
    for (const { label, share } of parts) {
      if (label < 0) continue;
      labelled += share;
      for (let c = 0; c < classes; c++) {
        targets[row * classes + c]! += (share * smoothing) / classes;
      }
      targets[row * classes + label]! += share * (1 - smoothing);
    }
  });
  const target = tf.tensor2d(targets, [rows.length, classes]);
  const weight = labelled > 0 ? 1 / labelled : 1;
  return tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits), target)), -weight);
}

/**
 * Mean binary cross-entropy of logits [batch, 1] against shares from 0 to 1.
 * softplus(x) − x·y is the same as −y·log σ(x) − (1 − y)·log(1 − σ(x)).
 */
export function binaryCrossEntropy(logits: tf.Tensor2D, labels: readonly number[]): tf.Scalar {
  const target = tf.tensor2d([...labels], [labels.length, 1]);
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, target)));
}
