import { describe, expect, it } from 'vitest';

import { interpolatePoints, samePoint, variations } from './blend';
import { evaluateArithmetic } from './arithmetic';
import { assertCanonical } from './canonical';
import { decodePoint, encodePoint } from './codec';
import type { LatentPoint } from './point';
import { resolveLatent } from './resolve';
import { createShifts, MAX_SHIFTS, setShift, shiftOf, withShifts } from './shifts';
import { FACTS, PLAIN } from './testing';

const POINT: LatentPoint = {
  model: FACTS.id,
  source: { kind: 'seed', seed: 7 },
  mix: [{ classId: FACTS.classIds[0]!, weight: 1 }],
  psi: 0.5,
};
const LIGHT = FACTS.directionIds![0]!;
const SKY = FACTS.directionIds![1]!;
const DIRECTIONS = FACTS.directionIds!.map((id, k) => ({
  id,
  vector: Array.from({ length: FACTS.latentDim }, (_, i) => (i === k ? 1 : 0)),
}));

describe('shifts', () => {
  it('are on their grid, in order, and gone when they come to nothing', () => {
    const shifts = createShifts([
      { directionId: SKY, amount: 9 },
      { directionId: LIGHT, amount: 1.02 },
      { directionId: 'warmth-4f00', amount: -0.02 },
      { directionId: LIGHT, amount: -0.5 },
    ]);
    expect(shifts).toEqual([
      { directionId: LIGHT, amount: 0.5 },
      { directionId: SKY, amount: 3 },
    ]);
    expect(createShifts(shifts)).toEqual(shifts);
    expect(() => createShifts([{ directionId: SKY, amount: NaN }])).toThrow(/must be a number/);
  });

  it('are no more than the largest twelve', () => {
    const many = Array.from({ length: 20 }, (_, i) => ({
      directionId: `d${i}`,
      amount: (i + 1) / 20,
    }));
    const kept = createShifts(many).map(({ amount }) => amount);
    expect(kept).toHaveLength(MAX_SHIFTS);
    expect(Math.min(...kept)).toBeCloseTo(9 / 20);
  });

  it('are set one by one, and a point without any has none to mention', () => {
    const lighter = setShift(POINT, LIGHT, 1.5);
    expect(shiftOf(lighter, LIGHT)).toBe(1.5);
    expect(shiftOf(lighter, SKY)).toBe(0);
    expect(setShift(lighter, LIGHT, 0)).toStrictEqual(POINT);
    expect(withShifts(lighter, [])).toStrictEqual(POINT);
    assertCanonical(setShift(lighter, SKY, -2));
  });

  it('add to the vector after truncation', () => {
    const plain = resolveLatent(POINT, FACTS, DIRECTIONS).z;
    const shifted = resolveLatent(
      setShift(setShift(POINT, LIGHT, 2), SKY, -1),
      FACTS,
      DIRECTIONS,
    ).z;
    const difference = shifted.map((x, i) => x - plain[i]!);
    expect(difference[0]).toBeCloseTo(2, 5);
    expect(difference[1]).toBeCloseTo(-1, 5);
    expect(difference.slice(2).every((x) => x === 0)).toBe(true);
  });

  it('are refused where the model has no such direction', () => {
    const strange = withShifts(POINT, [{ directionId: 'depth-0000', amount: 1 }]);
    const outdated = expect.objectContaining({ code: 'outdated-point' });
    expect(() => resolveLatent(strange, FACTS, DIRECTIONS)).toThrow(outdated);
    expect(() => encodePoint(strange, [FACTS])).toThrow(outdated);
    expect(() =>
      resolveLatent({ ...setShift(POINT, LIGHT, 1), model: PLAIN.id, mix: [] }, PLAIN),
    ).toThrow(outdated);
  });

  it('move along with the points that have them', () => {
    const lighter = setShift(POINT, LIGHT, 2);
    const half = interpolatePoints(lighter, POINT, 0.5, FACTS);
    expect(half.shifts).toEqual([{ directionId: LIGHT, amount: 1 }]);
    expect(half.source).toBe(POINT.source);
    expect(samePoint(half, lighter)).toBe(false);
    expect(samePoint(setShift(half, LIGHT, 2), lighter)).toBe(true);
    for (const child of variations(lighter, { amount: 0.3, count: 2, seed: 1 }, FACTS)) {
      expect(child.shifts).toEqual(lighter.shifts);
    }
    const sum = evaluateArithmetic(
      { a: [lighter], b: [setShift(POINT, SKY, 1)], c: [setShift(POINT, LIGHT, -3)] },
      FACTS,
    );
    expect(sum.shifts).toEqual([
      { directionId: LIGHT, amount: -1 },
      { directionId: SKY, amount: -1 },
    ]);
  });

  it('are part of the link, which stays readable when directions are added', () => {
    const point = setShift(setShift(POINT, LIGHT, -0.05), SKY, 3);
    const code = encodePoint(point, [FACTS]);
    expect(decodePoint(code, [FACTS])).toStrictEqual(point);
    expect(code.length).toBeLessThanOrEqual(60);
    const grown = { ...FACTS, directionIds: ['age-77aa', ...FACTS.directionIds!] };
    expect(decodePoint(code, [grown])).toStrictEqual(point);
    const renewed = { ...FACTS, directionIds: ['light-9999', SKY] };
    expect(() => decodePoint(code, [renewed])).toThrow(
      expect.objectContaining({ code: 'outdated-point' }),
    );
  });

  it('leave the links of points without them as they were', () => {
    const { directionIds: _, ...before } = FACTS;
    expect(encodePoint(POINT, [FACTS])).toBe(encodePoint(POINT, [before]));
  });
});
