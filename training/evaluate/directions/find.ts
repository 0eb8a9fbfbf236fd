/** From measured pictures to directions. Pure. */
import { dot } from '../../metrics/linear';
import { rankCorrelation } from '../../metrics/rank-correlation';
import { leastSquares, selectiveDirection } from './regression';

/** How strongly other attributes are avoided; what serves best is chosen for each direction. */
const LAMBDAS = [0, 1, 4, 16, 64];
/** A direction may lose so much of its own effect to leave the others alone. */
const KEPT_SHARE = 0.7;
/** Added to the effect on the others, so that nothing is worth an arbitrarily small one. */
const FLOOR = 0.05;

/**
 * The values without what is due to the class: every class's mean taken out, all divided by
 * the deviation that remains. @returns also that deviation.
 */
export function standardise(
  values: readonly number[],
  classes: readonly (string | undefined)[],
): { values: number[]; deviation: number } {
  const sums = new Map<string | undefined, { sum: number; count: number }>();
  values.forEach((value, i) => {
    const entry = sums.get(classes[i]) ?? { sum: 0, count: 0 };
    sums.set(classes[i], { sum: entry.sum + value, count: entry.count + 1 });
  });
  const centred = values.map((value, i) => {
    const { sum, count } = sums.get(classes[i])!;
    return value - sum / count;
  });
  const deviation = Math.sqrt(dot(centred, centred) / centred.length);
  return { values: centred.map((value) => (deviation > 0 ? value / deviation : 0)), deviation };
}

/**
 * For every attribute the direction that moves it most for what it does to the others.
 * @param z latent vectors. @param attributes one list of standardised values an attribute.
 */
export function attributeDirections(
  z: readonly ArrayLike<number>[],
  attributes: readonly (readonly number[])[],
): number[][] {
  const slopes = attributes.map((values) => leastSquares(z, values));
  return slopes.map((slope, i) => {
    const others = slopes.filter((_, j) => j !== i);
    const choices = LAMBDAS.map((lambda) => {
      const vector = selectiveDirection(slope, others, lambda);
      const disturbance = Math.sqrt(
        others.reduce((sum, other) => sum + dot(other, vector) ** 2, 0) / others.length,
      );
      return { vector, own: dot(slope, vector), worth: dot(slope, vector) / (disturbance + FLOOR) };
    });
    const enough = choices.filter(({ own }) => own >= KEPT_SHARE * choices[0]!.own);
    return enough.reduce((best, choice) => (choice.worth > best.worth ? choice : best)).vector;
  });
}

/** What was drawn for one direction: amounts, and for each the change of every attribute. */
export interface Moved {
  readonly amount: number;
  /** In standard deviations, against the same picture unmoved. */
  readonly changes: readonly number[];
}

/** How one attribute answers to a direction, as it is put into the card. */
export function effectOn(moved: readonly Moved[], attribute: number) {
  const amounts = moved.map(({ amount }) => amount);
  const changes = moved.map((one) => one.changes[attribute]!);
  const still = changes.every((change) => change === changes[0]);
  return {
    correlation: still ? 0 : rankCorrelation(amounts, changes),
    slope: dot(amounts, changes) / dot(amounts, amounts),
  };
}
