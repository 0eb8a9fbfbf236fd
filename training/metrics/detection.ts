/** How well two kinds of pictures are told apart by one number, or by a few. */
import { dot, solve } from './linear';

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties
 * counting half (Mann and Whitney's U over the number of pairs).
 */
export function areaUnderRoc(positives: readonly number[], negatives: readonly number[]): number {
  const all = [
    ...positives.map((score) => ({ score, positive: true })),
    ...negatives.map((score) => ({ score, positive: false })),
  ].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]!.score === all[start]!.score) end++;
    // Equal scores share the mean of their ranks, which count from 1.
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) if (all[i]!.positive) rankSum += rank;
    start = end;
  }
  const n = positives.length;
  return (rankSum - (n * (n + 1)) / 2) / (n * negatives.length);
}

export interface RocPoint {
  readonly falsePositives: number;
  readonly truePositives: number;
}

/** The curve itself, from (0, 0) to (1, 1), at most `points` long. */
export function rocCurve(
  positives: readonly number[],
  negatives: readonly number[],
  points = 200,
): RocPoint[] {
  const thresholds = [...positives, ...negatives].sort((a, b) => b - a);
  const share = (scores: readonly number[], from: number) =>
    scores.filter((score) => score >= from).length / scores.length;
  const step = Math.max(1, Math.floor(thresholds.length / points));
  const curve: RocPoint[] = [{ falsePositives: 0, truePositives: 0 }];
  for (let i = 0; i < thresholds.length; i += step) {
    const at = thresholds[i]!;
    curve.push({ falsePositives: share(negatives, at), truePositives: share(positives, at) });
  }
  return [...curve, { falsePositives: 1, truePositives: 1 }];
}

/**
 * Logistic regression by Newton's method with a small ridge (Bishop 2006, section
 * 4.3.3): p(positive) = σ(w₀ + w·x). Every side weighs the same, however many
 * examples it has.
 * @returns [bias, weights…]
 */
export function fitLogistic(
  positives: readonly (readonly number[])[],
  negatives: readonly (readonly number[])[],
  ridge = 1e-3,
): number[] {
  const examples = [
    ...positives.map((x) => ({ x: [1, ...x], y: 1, weight: 0.5 / positives.length })),
    ...negatives.map((x) => ({ x: [1, ...x], y: 0, weight: 0.5 / negatives.length })),
  ];
  const size = examples[0]!.x.length;
  let w = new Array<number>(size).fill(0);
  for (let iteration = 0; iteration < 50; iteration++) {
    const gradient = w.map((value, i) => (i === 0 ? 0 : ridge * value));
    const hessian = w.map((_, i) => w.map((__, j) => (i === j ? ridge : 0)));
    for (const { x, y, weight } of examples) {
      const p = sigmoid(dot(w, x));
      for (let i = 0; i < size; i++) {
        gradient[i]! += weight * (p - y) * x[i]!;
        for (let j = 0; j < size; j++) hessian[i]![j]! += weight * p * (1 - p) * x[i]! * x[j]!;
      }
    }
    const step = solve(hessian, gradient);
    w = w.map((value, i) => value - step[i]!);
    if (Math.max(...step.map(Math.abs)) < 1e-9) break;
  }
  return w;
}

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
