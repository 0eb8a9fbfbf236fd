import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { createRandom, gaussianVector } from '@/lib/latent/random';
import { vectorOf } from '@/lib/latent/resolve';
import { combine, directionOf, norm, perpendicularPart } from '@/lib/latent/sphere';

/** Widest swing away from the point, in radians; strangers stand at about π/2. */
const SWING = 0.3;
/** Two slow swings whose periods do not meet, in seconds, so that no round is like the last. */
const PERIODS = [17, 27] as const;
/** Seconds until the swing is at its full width: the picture wakes slowly. */
const WAKING = 3;

/**
 * A living picture: a small, slow, endless walk around a point, on the sphere of
 * its length. At 0 seconds it stands at the point itself. The points are for
 * drawing only: their vectors are not rounded to the grid of links, so that even
 * the slowest movement is smooth.
 */
export function createBreath(
  point: LatentPoint,
  facts: ModelFacts,
): (seconds: number) => LatentPoint {
  const centre = vectorOf(point, facts);
  const length = norm(centre);
  const forward = directionOf(centre);
  const random = createRandom(length * 1000);
  const [side, up] = PERIODS.map(() =>
    directionOf(perpendicularPart(gaussianVector(random.uint32(), facts.latentDim), forward)),
  ) as [Float64Array, Float64Array];

  return (seconds) => {
    const width = SWING * (1 - Math.exp(-seconds / WAKING));
    const x = width * Math.sin((2 * Math.PI * seconds) / PERIODS[0]);
    const y = width * Math.sin((2 * Math.PI * seconds) / PERIODS[1]);
    const angle = Math.hypot(x, y);
    if (angle === 0) return point;
    const aside = directionOf(combine(x, side, y, up));
    const z = combine(length * Math.cos(angle), forward, length * Math.sin(angle), aside);
    return { ...point, source: { kind: 'vector', z: Array.from(z) } };
  };
}
