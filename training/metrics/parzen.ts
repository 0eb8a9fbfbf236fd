/**
 * Parzen-window log-likelihood (Breuleux et al. 2011; Goodfellow et al. 2014, section 5): a
 * Gaussian is laid around every generated picture, and real pictures are looked up in the
 * mean of them. Kept for comparison with the early literature; Theis et al. 2016 (section
 * 3.3) show that it says little about the quality of pictures.
 */
import { squaredDistances } from './products';
import { meanAndError } from './statistics';
import { assertAtLeast, type Vectors } from './vectors';

export interface ParzenResult {
  /** Nats a picture: log density, so it may be positive, and depends on the dimension. */
  readonly mean: number;
  /** Deviation over the test pictures, over the root of their number. */
  readonly standardError: number;
  /** Standard deviation of the Gaussians, in units of the vectors. */
  readonly bandwidth: number;
}

/** Twenty bandwidths from 0.02 to 1, evenly in their logarithm. */
export const BANDWIDTHS: readonly number[] = Array.from(
  { length: 20 },
  (_, i) => 0.02 * 50 ** (i / 19),
);

/**
 * @param generated the centres, e.g. pixels in 0..1.
 * @param validation real pictures for which the bandwidth is chosen.
 * @param test other real pictures, which are measured.
 */
export async function parzenLikelihood(
  generated: Vectors,
  validation: Vectors,
  test: Vectors,
  bandwidths = BANDWIDTHS,
): Promise<ParzenResult> {
  assertAtLeast(2, 'A Parzen window', validation, test);
  assertAtLeast(1, 'A Parzen window', generated);
  const fitting = await squaredDistances(validation, generated);
  let best = { bandwidth: NaN, mean: -Infinity };
  for (const bandwidth of bandwidths) {
    const { mean } = meanAndError(logDensities(fitting, generated, bandwidth));
    if (mean > best.mean) best = { bandwidth, mean };
  }
  const distances = await squaredDistances(test, generated);
  return {
    ...meanAndError(logDensities(distances, generated, best.bandwidth)),
    bandwidth: best.bandwidth,
  };
}

/** log(1/n · Σ exp(−d²/2σ²)) − D/2 · log(2πσ²), for every row of squared distances. */
function logDensities(
  distances: Float32Array,
  { count, dim }: Vectors,
  bandwidth: number,
): Float64Array {
  const twice = 2 * bandwidth * bandwidth;
  const constant = Math.log(count) + (dim / 2) * Math.log(Math.PI * twice);
  return Float64Array.from({ length: distances.length / count }, (_, i) => {
    const row = distances.subarray(i * count, (i + 1) * count);
    // Measured from the nearest, so that the largest exponential is 1.
    const nearest = row.reduce((a, b) => Math.min(a, b), Infinity);
    let sum = 0;
    for (let j = 0; j < count; j++) sum += Math.exp((nearest - row[j]!) / twice);
    return Math.log(sum) - nearest / twice - constant;
  });
}
