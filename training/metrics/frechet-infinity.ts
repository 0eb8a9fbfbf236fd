/** The Fréchet distance without the part that comes of having drawn few pictures. */
import type { Random } from '@/lib/latent/random';

import { frechetDistance, momentsOf, type Moments } from './frechet';
import { assertAtLeast, shuffledIndices, takeRows, type Vectors } from './vectors';

/** Subsets that a line is fitted to. */
const SIZES = 6;

/**
 * What the distance comes to with ever more generated pictures (Chong and Forsyth 2020, section
 * 3: FID∞). Its bias falls with 1 over their number, at a rate that each generator has for
 * itself, so that at one number two of them cannot even be compared: of random subsets, from
 * half of the pictures to all, the distances are fitted by a line in 1/number, and that is
 * continued to 0. The bias that comes of the number of real pictures stays.
 *
 * @param onStep called before each subset, which takes seconds; may throw to stop.
 * @throws SfumatoError `invalid-input` for fewer than four vectors.
 */
export async function distanceAtInfinity(
  generated: Vectors,
  real: Moments,
  random: Random,
  onStep: () => void = () => undefined,
): Promise<number> {
  assertAtLeast(4, 'A distance at infinity', generated);
  const least = Math.ceil(generated.count / 2);
  const points: { x: number; y: number }[] = [];
  for (let i = 0; i < SIZES; i++) {
    // A turn of the event loop, so that Ctrl-C is heard.
    await new Promise((resolve) => setImmediate(resolve));
    onStep();
    const size = Math.round(least + ((generated.count - least) * i) / (SIZES - 1));
    const some = shuffledIndices(generated.count, random).subarray(0, size);
    const distance = frechetDistance(momentsOf(takeRows(generated, some)), real);
    points.push({ x: 1 / size, y: distance });
  }
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const spread = mean((point) => (point.x - x) ** 2);
  return y - (mean((point) => (point.x - x) * (point.y - y)) / spread) * x;
}
