/** Pictures that lie far from all others of their class. */
import { quantile } from '../metrics/statistics';
import { cosine } from './duplicates';
import type { Sound } from './find';
import { embeddingOf } from './judgement';

/** Neighbours that a picture is compared with: an artist has several kinds of pictures. */
const NEIGHBOURS = 5;
/** In smaller classes nothing can be called usual. */
const SMALLEST_CLASS = 20;
/** A median absolute deviation of a normal distribution is so much of its standard deviation. */
const MAD_OF_SIGMA = 0.6745;

export interface Outlier {
  readonly index: number;
  /** Standard deviations, by median and median absolute deviation, above the usual distance. */
  readonly score: number;
}

/**
 * Of every picture the mean distance (1 − cosine of the embeddings) to its five nearest of the
 * same artist, as a modified z-score within the artist (Iglewicz and Hoaglin 1993, section 3.2).
 */
export function findOutliers(sound: readonly Sound[]): Outlier[] {
  const classes = new Map<string, number[]>();
  sound.forEach(({ picture, judgement }, index) => {
    if (!judgement) return;
    const members = classes.get(picture.artist);
    if (members) members.push(index);
    else classes.set(picture.artist, [index]);
  });
  return [...classes.values()].flatMap((members) => {
    if (members.length < SMALLEST_CLASS) return [];
    const distances = neighbourDistances(members.map((i) => embeddingOf(sound[i]!.judgement!)));
    const median = quantile(distances, 0.5);
    const spread = quantile(
      distances.map((d) => Math.abs(d - median)),
      0.5,
    );
    if (spread === 0) return [];
    return members.map((index, i) => ({
      index,
      score: (MAD_OF_SIGMA * (distances[i]! - median)) / spread,
    }));
  });
}

/** Mean distance of each vector to its nearest others. */
export function neighbourDistances(vectors: readonly Float32Array[]): number[] {
  return vectors.map((vector, i) => {
    const nearest: number[] = [];
    vectors.forEach((other, j) => {
      if (i === j) return;
      const distance = 1 - cosine(vector, other);
      if (nearest.length === NEIGHBOURS && distance >= nearest[NEIGHBOURS - 1]!) return;
      nearest.push(distance);
      nearest.sort((a, b) => a - b);
      if (nearest.length > NEIGHBOURS) nearest.pop();
    });
    return nearest.reduce((sum, d) => sum + d, 0) / nearest.length;
  });
}
