import * as tf from '@tensorflow/tfjs-core';

/**
 * What a picture shows: classes, −1 for unknown, with the share of its area that each fills.
 * A picture with nothing pasted in has one part, of share 1.
 */
export type Parts = readonly { readonly label: number; readonly share: number }[];

/**
 * Mean cross-entropy over what has a label (Szegedy et al. 2016, section 7: with smoothing
 * ε the target is 1 − ε for the class plus ε/n for each of n); parts weigh as much as
 * their share (Yun et al. 2019, equation 1). With `outliers` > 0 the mean cross-entropy of
 * what has no label against even odds is added, that many times (Hendrycks et al. 2019,
 * section 3): what belongs to no class must not look certain.
 * @param logits [batch, classes]
 * @returns 0 when nothing counts; connected to the logits all the same, for gradients.
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  rows: readonly Parts[],
  { smoothing, outliers = 0 }: { smoothing: number; outliers?: number },
): tf.Scalar {
  const classes = logits.shape[1];
  const targets = new Float32Array(rows.length * classes);
  const parts = rows.flatMap((row, r) => row.map((part) => ({ ...part, at: r * classes })));
  const labelled = parts.filter(({ label }) => label >= 0);
  const unlabelled = parts.filter(({ label }) => label < 0);
  const spread = (at: number, mass: number) => {
    for (let c = 0; c < classes; c++) targets[at + c]! += mass / classes;
  };
  const labelledArea = totalShare(labelled);
  for (const { at, label, share } of labelled) {
    const mass = share / labelledArea;
    spread(at, mass * smoothing);
    targets[at + label]! += mass * (1 - smoothing);
  }
  const unlabelledArea = totalShare(unlabelled);
  for (const { at, share } of unlabelled) spread(at, (outliers * share) / unlabelledArea);
  const target = tf.tensor2d(targets, [rows.length, classes]);
  return tf.neg(tf.sum<tf.Scalar>(tf.mul(tf.logSoftmax(logits), target)));
}

/** Of parts that there are: never 0. */
const totalShare = (parts: readonly { readonly share: number }[]) =>
  parts.reduce((sum, { share }) => sum + share, 0);

/**
 * Mean binary cross-entropy of logits [batch, 1] against shares from 0 to 1.
 * softplus(x) − x·y is the same as −y·log σ(x) − (1 − y)·log(1 − σ(x)).
 */
export function binaryCrossEntropy(logits: tf.Tensor2D, labels: readonly number[]): tf.Scalar {
  const target = tf.tensor2d([...labels], [labels.length, 1]);
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, target)));
}
