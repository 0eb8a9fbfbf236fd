/** Whether probabilities mean what they say (Guo et al. 2017, "On Calibration of Modern Neural Networks"). */
import { argMax, type Judged } from './classification';

/** One bin of a reliability diagram (their section 2). */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean probability of the first answer, and the share of them that was right. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** softmax(logits / temperature). */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  const scaled = Float64Array.from(logits, (x) => x / temperature);
  const largest = scaled.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = scaled.map((x) => Math.exp(x - largest));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((x) => x / sum);
}

/** The first answers sorted into `bins` of equal width by their probability. */
export function reliability(
  { scores, labels }: Judged,
  temperature: number,
  bins = 15,
): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  labels.forEach((label, i) => {
    const probabilities = softmax(scores[i]!, temperature);
    const best = argMax(probabilities);
    const bin = sums[Math.min(bins - 1, Math.floor(probabilities[best]! * bins))]!;
    bin.count++;
    bin.confidence += probabilities[best]!;
    if (best === label) bin.right++;
  });
  return sums.map(({ count, confidence, right }) => ({
    count,
    confidence: count === 0 ? 0 : confidence / count,
    accuracy: count === 0 ? 0 : right / count,
  }));
}

/** Σ |B|/n · |accuracy(B) − confidence(B)| (their equation 3). */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce(
    (sum, { count, confidence, accuracy }) =>
      sum + (count / total) * Math.abs(accuracy - confidence),
    0,
  );
}

/**
 * The error that exact probabilities show by chance over so few pictures, on average: in a bin of
 * n answers of probability p, E|accuracy − p| ≈ √(2p(1 − p)/πn).
 */
export function calibrationErrorByChance(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce(
    (sum, { count, confidence }) =>
      sum + Math.sqrt((2 * count * confidence * (1 - confidence)) / Math.PI) / total,
    0,
  );
}

/** Mean −log p(label), in nats. */
export function negativeLogLikelihood({ scores, labels }: Judged, temperature: number): number {
  let sum = 0;
  labels.forEach((label, i) => {
    const probability = softmax(scores[i]!, temperature)[label]!;
    sum -= Math.log(Math.max(probability, Number.MIN_VALUE));
  });
  return sum / labels.length;
}

/**
 * The temperature with the least negative log-likelihood (their section 4.2): a golden
 * section search over log T, in which the likelihood has one minimum.
 */
export function fitTemperature(judged: Judged): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  const cost = (logT: number) => negativeLogLikelihood(judged, Math.exp(logT));
  let [low, high] = [Math.log(0.05), Math.log(20)];
  let [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [costA, costB] = [cost(a), cost(b)];
  while (high - low > 1e-4) {
    if (costA < costB) {
      [high, b, costB] = [b, a, costA];
      a = high - ratio * (high - low);
      costA = cost(a);
    } else {
      [low, a, costA] = [a, b, costB];
      b = low + ratio * (high - low);
      costB = cost(b);
    }
  }
  return Math.exp((low + high) / 2);
}
