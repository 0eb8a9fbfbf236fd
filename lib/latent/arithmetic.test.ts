import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { evaluateArithmetic } from './arithmetic';
import { randomPoint } from './blend';
import { assertCanonical } from './canonical';
import { mixOf } from './mix';
import type { LatentPoint } from './point';
import { vectorOf } from './resolve';
import { norm } from './sphere';
import { anyPoint, FACTS, PLAIN } from './testing';
import { quantizeVector } from './vector';

const plain = (z: number[], psi = 1): LatentPoint => ({
  model: PLAIN.id,
  source: { kind: 'vector', z },
  mix: [],
  psi,
});
const rolled = (seed: number, classId: string, psi = 0.8): LatentPoint => ({
  ...randomPoint(seed, FACTS),
  mix: mixOf(classId),
  psi,
});
const [a, b, c] = [rolled(1, 'painter-1', 1), rolled(2, 'painter-2', 0.5), rolled(3, 'painter-3')];

describe('evaluateArithmetic', () => {
  it('points where A − B + C points, at a Gaussian length', () => {
    const result = evaluateArithmetic(
      { a: [plain([3, 0, 0, 0, 0])], b: [plain([0, 3, 0, 0, 0])], c: [plain([0, 0, 4, 0, 0])] },
      PLAIN,
    );
    const scale = 4 / Math.sqrt(9 + 9 + 16); // length 3 − 3 + 4
    expect(result.source).toEqual({
      kind: 'vector',
      z: quantizeVector([3 * scale, -3 * scale, 4 * scale, 0, 0]),
    });
  });

  it('is as long as its parts, not √3 times as long', () => {
    const length = norm(vectorOf(evaluateArithmetic({ a: [a], b: [b], c: [c] }, FACTS), FACTS));
    const parts = [a, b, c].map((point) => norm(vectorOf(point, FACTS)));
    expect(length).toBeGreaterThan(Math.min(...parts) - 0.1);
    expect(length).toBeLessThan(Math.max(...parts) + 0.1);
  });

  it('takes away what it adds: A − A + C is C', () => {
    const result = evaluateArithmetic({ a: [a], b: [a], c: [c] }, FACTS);
    expect(result.source).toEqual({ kind: 'vector', z: quantizeVector(vectorOf(c, FACTS)) });
    expect(result.mix).toEqual(c.mix);
    expect(result.psi).toBe(c.psi);
  });

  it('combines mixes linearly, without what falls below 0', () => {
    expect(evaluateArithmetic({ a: [a], b: [b], c: [c] }, FACTS).mix).toEqual([
      { classId: 'painter-1', weight: 0.5 },
      { classId: 'painter-3', weight: 0.5 },
    ]);
  });

  it('combines truncation linearly, within its range', () => {
    expect(evaluateArithmetic({ a: [a], b: [b], c: [c] }, FACTS).psi).toBe(1.3);
    expect(evaluateArithmetic({ a: [b], b: [a], c: [b] }, FACTS).psi).toBe(0);
  });

  it('lets a tile stand for the mean of its points', () => {
    const result = evaluateArithmetic({ a: [a, b], b: [c], c: [c] }, FACTS);
    expect(result.mix).toEqual([
      { classId: 'painter-1', weight: 0.5 },
      { classId: 'painter-2', weight: 0.5 },
    ]);
    expect(result.psi).toBe(0.75);
  });

  it('is canonical for any points of the model, opposite and zero ones among them', () => {
    const tile = fc.array(anyPoint(FACTS), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(tile, tile, tile, (pointsA, pointsB, pointsC) => {
        const result = evaluateArithmetic({ a: pointsA, b: pointsB, c: pointsC }, FACTS);
        assertCanonical(result);
      }),
    );
    const zero = plain([0, 0, 0, 0, 0]);
    const one = plain([1, 0, 0, 0, 0]);
    expect(evaluateArithmetic({ a: [zero], b: [one], c: [one] }, PLAIN)).toEqual(zero);
  });

  it('needs a picture in every tile, and all of one model', () => {
    expect(() => evaluateArithmetic({ a: [a], b: [], c: [c] }, FACTS)).toThrow(SfumatoError);
    expect(() =>
      evaluateArithmetic({ a: [a], b: [plain([0, 0, 0, 0, 0])], c: [c] }, FACTS),
    ).toThrow(SfumatoError);
  });
});
