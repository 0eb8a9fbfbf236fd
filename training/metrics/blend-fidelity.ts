/**
 * Does a mix of two artists look like that mix? A classifier of artists is asked along the
 * way from one to the other, and its answer, normalised over the two, is compared with
 * the weight.
 */
import { rankCorrelation } from './rank-correlation';

/** One way between two artists, walked several times with another latent vector each. */
export interface BlendWalks {
  /** Weights of the first artist, 0..1, ascending. */
  readonly weights: readonly number[];
  /** [walk][weight]: the classifier's probabilities of the first and the second artist. */
  readonly walks: readonly (readonly (readonly [number, number])[])[];
}

export interface BlendFidelity {
  /** Mean share of the first artist, p₁/(p₁ + p₂), at every weight. */
  readonly curve: readonly number[];
  /** Spearman's, between the weight and that mean: −1..1. */
  readonly rankCorrelation: number;
  /** The mean of the same for every walk alone, which is stricter. */
  readonly walkRankCorrelation: number;
  /** Mean |share − weight| over all pictures: 0..1. */
  readonly absoluteError: number;
}

export function blendFidelity({ weights, walks }: BlendWalks): BlendFidelity {
  const shares = walks.map((walk) => walk.map(([first, second]) => shareOf(first, second)));
  const curve = weights.map((_, i) => meanOf(shares.map((walk) => walk[i]!)));
  const errors = shares.flatMap((walk) => walk.map((share, i) => Math.abs(share - weights[i]!)));
  return {
    curve,
    rankCorrelation: correlationOrNone(weights, curve),
    walkRankCorrelation: meanOf(shares.map((walk) => correlationOrNone(weights, walk))),
    absoluteError: meanOf(errors),
  };
}

/** A classifier that says nothing about either is undecided. */
const shareOf = (first: number, second: number) =>
  first + second > 0 ? first / (first + second) : 0.5;

/** An answer that never changes follows nothing. */
function correlationOrNone(x: readonly number[], y: readonly number[]): number {
  const value = rankCorrelation(x, y);
  return Number.isNaN(value) ? 0 : value;
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The pairs among classes of which training saw the most: ordered by the smaller count of
 * the two, then by the larger. With 10 these are the pairs among the 5 best-known.
 */
export function bestKnownPairs<T extends { readonly count: number }>(
  classes: readonly T[],
  limit: number,
): [T, T][] {
  const known = [...classes].sort((a, b) => b.count - a.count);
  // Ordered by the second of the two, the pairs come out as wanted.
  return known
    .flatMap((second, i) => known.slice(0, i).map((first): [T, T] => [first, second]))
    .slice(0, limit);
}
