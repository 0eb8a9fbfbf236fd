/**
 * Does a generator paint, or does it remember? The distance of a picture to the nearest
 * training picture is compared between generated pictures and real ones that are new.
 */
import { areaUnderRoc } from './detection';
import { squaredDistances } from './products';
import { quantile } from './statistics';
import { assertAtLeast, type Vectors } from './vectors';

export interface Nearest {
  /** Index of the nearest training picture. */
  readonly index: number;
  /** Euclidean, of the features. */
  readonly distance: number;
}

export interface Memorisation {
  /** For every generated picture. */
  readonly nearest: readonly Nearest[];
  /** Median distance of the generated pictures over that of the new real ones; copies pull it to 0. */
  readonly medianRatio: number;
  /**
   * Share of the generated pictures that are nearer to a training picture than all but the
   * nearest 1 % of the new real ones: about 0.01 or less where nothing is copied.
   */
  readonly suspiciousShare: number;
  /**
   * Chance that a generated picture lies nearer to training than a new real one: above ½,
   * the more is copied (the statistic of Meehan et al. 2020, section 3, as a share).
   */
  readonly nearerShare: number;
  /** The distance below which a picture counts as suspicious. */
  readonly threshold: number;
}

/**
 * @param training features of the training pictures, one set for every form in which
 *   training saw them (as they are, mirrored …), in the same order.
 * @param heldOut real pictures that training did not see; without any, every training
 *   picture is compared with all the others (leave one out).
 */
export async function memorisation(
  generated: Vectors,
  training: readonly [Vectors, ...Vectors[]],
  heldOut?: Vectors,
): Promise<Memorisation> {
  assertAtLeast(2, 'Memorisation', generated, training[0], ...(heldOut ? [heldOut] : []));
  const nearest = await nearestTo(generated, training, false);
  const known = await nearestTo(heldOut ?? training[0], training, heldOut === undefined);
  const [ours, theirs] = [distancesOf(nearest), distancesOf(known)];
  const threshold = quantile(theirs, 0.01);
  return {
    nearest,
    medianRatio: quantile(ours, 0.5) / quantile(theirs, 0.5),
    suspiciousShare: ours.filter((distance) => distance < threshold).length / ours.length,
    nearerShare: areaUnderRoc(theirs, ours),
    threshold,
  };
}

const distancesOf = (nearest: readonly Nearest[]) => nearest.map(({ distance }) => distance);

async function nearestTo(
  from: Vectors,
  forms: readonly Vectors[],
  leaveOneOut: boolean,
): Promise<Nearest[]> {
  const best = Array.from({ length: from.count }, () => ({ index: -1, distance: Infinity }));
  for (const form of forms) {
    const distances = await squaredDistances(from, form);
    for (let i = 0; i < from.count; i++) {
      const found = best[i]!;
      for (let j = 0; j < form.count; j++) {
        const distance = distances[i * form.count + j]!;
        if (distance < found.distance && !(leaveOneOut && i === j)) {
          found.index = j;
          found.distance = distance;
        }
      }
    }
  }
  return best.map(({ index, distance }) => ({ index, distance: Math.sqrt(distance) }));
}
