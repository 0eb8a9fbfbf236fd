/** Adversarial losses on logits, as pairs for the two players. */
import * as tf from '@tensorflow/tfjs-core';

export interface AdversarialLoss {
  /** What the discriminator minimises; logits [batch, 1]. */
  discriminator(real: tf.Tensor, fake: tf.Tensor): tf.Scalar;
  /** What the generator minimises. */
  generator(fake: tf.Tensor): tf.Scalar;
}

const mean = (x: tf.Tensor) => tf.mean(x) as tf.Scalar;

/**
 * Binary cross-entropy with the non-saturating generator loss (Goodfellow et al.
 * 2014, section 3). −log σ(x) = softplus(−x), so no sigmoid is rounded. The mean over
 * the half batches of real and fake, as if they were one batch.
 */
const binaryCrossEntropy: AdversarialLoss = {
  discriminator: (real, fake) =>
    tf.mul(0.5, tf.add(mean(tf.softplus(tf.neg(real))), mean(tf.softplus(fake)))),
  generator: (fake) => mean(tf.softplus(tf.neg(fake))),
};

/** Hinge loss (Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17). */
const hinge: AdversarialLoss = {
  discriminator: (real, fake) =>
    tf.add(mean(tf.relu(tf.sub(1, real))), mean(tf.relu(tf.add(1, fake)))),
  generator: (fake) => tf.neg(mean(fake)),
};

export const LOSSES = { bce: binaryCrossEntropy, hinge } as const;
export type LossName = keyof typeof LOSSES;
