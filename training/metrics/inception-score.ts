/**
 * Scores from the probabilities of a classifier of things, not of paintings: do single
 * pictures show something definite, and do they together show many things? Here the
 * classifier is MobileNetV2 with its 1,001 classes; the values are not those of the
 * literature, whose network is Inception v3.
 */
import { assertAtLeast, rowOf, type Vectors } from './vectors';

/**
 * exp(mean KL(p(y|x) ‖ p(y))), p(y) being the mean of all p(y|x): from 1 to the number of
 * classes, higher is better (Salimans et al. 2016, section 4; over all pictures at once,
 * not in ten parts).
 * @param probabilities [pictures][classes], rows summing to 1.
 */
export function inceptionScore(probabilities: Vectors): number {
  assertAtLeast(1, 'An inception score', probabilities);
  const mean = classMean(probabilities);
  let sum = 0;
  for (let i = 0; i < probabilities.count; i++) sum += divergence(rowOf(probabilities, i), mean);
  return Math.exp(sum / probabilities.count);
}

/**
 * exp(mean KL(p(y|x) ‖ p(y)) − KL(p(y) ‖ p(y*))), y* being the classes of real pictures: the
 * inception score, less what the classes miss of the real ones' (Che et al. 2017, section
 * 4.1, in the form of Xu et al. 2018, section 2). From 0 to the number of classes. (With
 * p(y*) in the first term as well it would be the inception score again: Zhou et al. 2018.)
 */
export function modeScore(generated: Vectors, real: Vectors): number {
  assertAtLeast(1, 'A mode score', generated, real);
  return inceptionScore(generated) / Math.exp(divergence(classMean(generated), classMean(real)));
}

function classMean({ count, dim, values }: Vectors): Float64Array {
  const mean = new Float64Array(dim);
  for (let i = 0; i < values.length; i++) mean[i % dim]! += values[i]!;
  return mean.map((sum) => sum / count);
}

/** KL(p ‖ q) = Σ p log(p/q), in nats; what p never says costs nothing. */
function divergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < p.length; c++) {
    // A q of 0 where p is not would make the score 0 for one rounded-off probability.
    if (p[c]! > 0) sum += p[c]! * Math.log(p[c]! / Math.max(q[c]!, Number.MIN_VALUE));
  }
  return sum;
}
