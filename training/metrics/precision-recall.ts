/**
 * Improved precision and recall (Kynkäänniemi et al. 2019, section 3.1): the manifold of a
 * set is estimated by balls around its features that reach to their k-th nearest neighbour.
 */
import { squaredDistances } from './products';
import { assertAtLeast, type Vectors } from './vectors';

export interface PrecisionRecall {
  /** Share of the generated pictures that lie within the manifold of the real ones: 0..1. */
  readonly precision: number;
  /** Share of the real pictures that lie within the manifold of the generated ones: 0..1. */
  readonly recall: number;
}

/**
 * The sets should be of equal size, as in the paper: recall grows with the number of balls.
 * @throws SfumatoError `invalid-input` for no more than k vectors on a side.
 */
export async function precisionRecall(
  generated: Vectors,
  real: Vectors,
  k = 3,
): Promise<PrecisionRecall> {
  assertAtLeast(k + 1, 'Precision and recall', generated, real);
  const between = await squaredDistances(generated, real);
  const realReach = await reaches(real, k);
  const generatedReach = await reaches(generated, k);
  const width = real.count;
  let precise = 0;
  const recalled = new Uint8Array(width);
  for (let g = 0; g < generated.count; g++) {
    let inside = 0;
    for (let r = 0; r < width; r++) {
      const distance = between[g * width + r]!;
      if (distance <= realReach[r]!) inside = 1;
      if (distance <= generatedReach[g]!) recalled[r] = 1;
    }
    precise += inside;
  }
  return {
    precision: precise / generated.count,
    recall: recalled.reduce((sum, one) => sum + one, 0) / width,
  };
}

/** The squared distance of every vector to its k-th nearest other. */
async function reaches(vectors: Vectors, k: number): Promise<Float32Array> {
  const { count } = vectors;
  const distances = await squaredDistances(vectors, vectors);
  return Float32Array.from({ length: count }, (_, i) => {
    const nearest = new Float32Array(k).fill(Infinity);
    for (let j = 0; j < count; j++) {
      if (j === i) continue;
      let distance = distances[i * count + j]!;
      for (let n = 0; n < k; n++) {
        if (distance >= nearest[n]!) continue;
        [nearest[n], distance] = [distance, nearest[n]!];
      }
    }
    return nearest[k - 1]!;
  });
}
