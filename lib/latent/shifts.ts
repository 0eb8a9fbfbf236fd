import { SfumatoError } from '@/lib/errors';

import type { LatentPoint, Shift, Shifts } from './point';

/** Farther along a direction than this, pictures fall apart. */
export const SHIFT_MAX = 3;

/** Shifts are multiples of 1/20. */
export const SHIFT_STEPS = 20;

/** Most directions at once: a bound keeps links short and hostile links harmless. */
export const MAX_SHIFTS = 12;

/**
 * The canonical shifts of any: those along one direction are added up, each is clamped
 * to [-3, 3] and rounded to 1/20, those that come to nothing disappear, of more than
 * `MAX_SHIFTS` the largest stay; in the order of their ids, as their order means nothing.
 * @throws SfumatoError `invalid-point` for an amount that is no number.
 */
export function createShifts(shifts: Shifts): Shifts {
  const sums = new Map<string, number>();
  for (const { directionId, amount } of shifts) {
    if (Number.isNaN(amount)) {
      throw new SfumatoError('invalid-point', 'A shift along a direction must be a number.');
    }
    sums.set(directionId, (sums.get(directionId) ?? 0) + amount);
  }
  return [...sums]
    .map(([directionId, amount]): Shift => ({ directionId, amount: roundShift(amount) }))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || byId(a, b))
    .slice(0, MAX_SHIFTS)
    .sort(byId);
}

/** How far a point is shifted along a direction; 0 for one that it does not mention. */
export function shiftOf(point: LatentPoint, directionId: string): number {
  return point.shifts?.find((shift) => shift.directionId === directionId)?.amount ?? 0;
}

/** The point with exactly this shift along a direction, and its others as they are. */
export function setShift(point: LatentPoint, directionId: string, amount: number): LatentPoint {
  const others = (point.shifts ?? []).filter((shift) => shift.directionId !== directionId);
  return withShifts(point, [...others, { directionId, amount }]);
}

/** The point with these shifts, made canonical, in place of its own. */
export function withShifts(point: LatentPoint, shifts: Shifts): LatentPoint {
  const { shifts: _, ...rest } = point;
  const canonical = createShifts(shifts);
  return canonical.length === 0 ? rest : { ...rest, shifts: canonical };
}

/** The linear combination of several points' shifts, to be made canonical by `withShifts`. */
export function blendShifts(
  parts: readonly { readonly point: LatentPoint; readonly weight: number }[],
): Shift[] {
  return parts.flatMap(({ point, weight }) =>
    (point.shifts ?? []).map(({ directionId, amount }) => ({
      directionId,
      amount: amount * weight,
    })),
  );
}

function roundShift(amount: number): number {
  const clamped = Math.min(SHIFT_MAX, Math.max(-SHIFT_MAX, amount));
  return Math.round(clamped * SHIFT_STEPS) / SHIFT_STEPS || 0; // no negative zero
}

const byId = (a: Shift, b: Shift) =>
  a.directionId < b.directionId ? -1 : a.directionId > b.directionId ? 1 : 0;
