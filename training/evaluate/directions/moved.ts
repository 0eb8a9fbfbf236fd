import type { LatentPoint } from '@/lib/latent/point';
import { resolveLatent } from '@/lib/latent/resolve';
import type { GeneratorCard } from '@/models/card';
import { factsOf } from '@/models/facts';

import type { WantedPicture } from '../points';

/** What the generator is given for each picture, [latentDim]. */
export function vectorsOf(wanted: readonly WantedPicture[], card: GeneratorCard): Float32Array[] {
  const facts = factsOf(card);
  return wanted.map(({ point }) => resolveLatent(point, facts).z);
}

/** The point with a vector of its own: the model's card does not know the direction yet. */
export function movedPoint(
  point: LatentPoint,
  z: Float32Array,
  vector: readonly number[],
  amount: number,
): LatentPoint {
  const moved = Array.from(z, (x, i) => x + amount * vector[i]!);
  return { ...point, source: { kind: 'vector', z: moved } };
}
