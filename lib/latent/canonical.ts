import { SfumatoError } from '@/lib/errors';

import { MAX_MIX_CLASSES, mixableIds, WEIGHT_STEPS } from './mix';
import type { LatentPoint, ModelFacts, Shifts } from './point';
import { createShifts, MAX_SHIFTS } from './shifts';
import { GRID_LIMIT, GRID_STEPS } from './vector';

/** Truncation goes up to 1.5; beyond that pictures fall apart. */
export const PSI_MAX = 1.5;

/** Truncation is a multiple of 1/100. */
export const PSI_STEPS = 100;

/**
 * Truncation on its grid: clamped to [0, 1.5], rounded to hundredths.
 * @throws SfumatoError `invalid-point` for NaN.
 */
export function roundPsi(psi: number): number {
  if (Number.isNaN(psi)) throw new SfumatoError('invalid-point', 'Variety must be a number.');
  return Math.round(Math.min(PSI_MAX, Math.max(0, psi)) * PSI_STEPS) / PSI_STEPS;
}

/**
 * Checks that a point is of this model: the model's id, the length of a free vector,
 * classes and directions that exist.
 * @throws SfumatoError `invalid-point`, `unknown-class` for a class the model lacks, or
 * `outdated-point` for a direction.
 */
export function assertFits(point: LatentPoint, facts: ModelFacts): void {
  if (point.model !== facts.id) {
    throw new SfumatoError(
      'invalid-point',
      `This picture belongs to the model "${point.model}", not to "${facts.id}": choose that model to see it.`,
    );
  }
  if (point.source.kind === 'vector' && point.source.z.length !== facts.latentDim) {
    throw new SfumatoError(
      'invalid-point',
      `The model "${facts.id}" needs vectors of ${facts.latentDim} numbers, not ${point.source.z.length}: start from one of its own pictures.`,
    );
  }
  const mixable = mixableIds(facts);
  for (const { classId } of point.mix) {
    if (!mixable.includes(classId)) {
      throw new SfumatoError(
        'unknown-class',
        `The model "${facts.id}" has not learned "${classId}": choose another class for the mix.`,
      );
    }
  }
  const strange = point.shifts?.find((shift) => !facts.directionIds?.includes(shift.directionId));
  if (strange) throw unknownDirection(facts.id);
  if (point.mix.length === 0 && mixable.length > 0) {
    throw new SfumatoError(
      'invalid-point',
      `The model "${facts.id}" needs at least one class in the mix: choose one.`,
    );
  }
}

/** Directions are named by what they are: one that was measured anew has another id. */
export function unknownDirection(model: string): SfumatoError {
  return new SfumatoError(
    'outdated-point',
    `The directions of the model "${model}" were measured anew since this picture was made and would show another one: start from a new one.`,
  );
}

/**
 * Checks that a point is in canonical form, as every function of this folder returns it.
 * @throws SfumatoError `invalid-point`, naming what is off the grid.
 */
export function assertCanonical(point: LatentPoint): void {
  const flaw = flawOf(point);
  if (flaw !== undefined) {
    throw new SfumatoError(
      'invalid-point',
      `This point has no link because ${flaw}: bring it into canonical form first.`,
    );
  }
}

function flawOf({ source, mix, psi, shifts }: LatentPoint): string | undefined {
  if (!isStep(psi, PSI_STEPS) || psi < 0 || psi > PSI_MAX) {
    return `its truncation ${psi} is not a multiple of 0.01 in 0 to ${PSI_MAX}`;
  }
  if (source.kind === 'seed') {
    if (source.seed !== source.seed >>> 0) return `its seed ${source.seed} is no 32-bit number`;
  } else if (
    !source.z.every((x) => isStep(x, GRID_STEPS) && Math.abs(x) * GRID_STEPS <= GRID_LIMIT)
  ) {
    return 'its vector is off the grid';
  }
  if (mix.length > MAX_MIX_CLASSES) return `its mix has more than ${MAX_MIX_CLASSES} classes`;
  if (new Set(mix.map((entry) => entry.classId)).size < mix.length) {
    return 'a class appears twice in its mix';
  }
  let sum = 0;
  for (const { classId, weight } of mix) {
    if (!isStep(weight, WEIGHT_STEPS) || weight <= 0) {
      return `the weight of "${classId}" is not a positive multiple of 0.001`;
    }
    sum += Math.round(weight * WEIGHT_STEPS);
  }
  if (mix.length > 0 && sum !== WEIGHT_STEPS) return 'the weights of its mix do not sum to 1';
  if (shifts && !areCanonical(shifts)) return 'its shifts are not on their grid and in order';
  return undefined;
}

function areCanonical(shifts: Shifts): boolean {
  if (shifts.length === 0 || shifts.length > MAX_SHIFTS) return false;
  const canonical = createShifts(shifts);
  return (
    canonical.length === shifts.length &&
    canonical.every(({ directionId, amount }, i) => {
      const given = shifts[i]!;
      return directionId === given.directionId && amount === given.amount;
    })
  );
}

/** Whether x is the double nearest to a multiple of 1/steps. */
function isStep(x: number, steps: number): boolean {
  return Number.isFinite(x) && Math.round(x * steps) / steps === x;
}
