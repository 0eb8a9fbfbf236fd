import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import type { LatentPoint } from './point';
import { gaussianVector } from './random';
import { resolveLatent, vectorOf } from './resolve';
import { FACTS, PLAIN } from './testing';

const POINT: LatentPoint = {
  model: FACTS.id,
  source: { kind: 'seed', seed: 11 },
  mix: [
    { classId: 'painter-5', weight: 0.7 },
    { classId: 'painter-2', weight: 0.3 },
  ],
  psi: 0.5,
};

describe('vectorOf', () => {
  it('is the seed’s Gaussian vector, not truncated', () => {
    expect(vectorOf(POINT, FACTS)).toEqual(gaussianVector(11, 100));
  });

  it('is the free vector itself', () => {
    const z = [0.5, -1, 0, 2, 7.984375];
    const point: LatentPoint = { model: PLAIN.id, source: { kind: 'vector', z }, mix: [], psi: 0 };
    expect([...vectorOf(point, PLAIN)]).toEqual(z);
  });
});

describe('resolveLatent', () => {
  it('pulls the vector towards the mean, 0, by psi', () => {
    const full = vectorOf(POINT, FACTS);
    expect(resolveLatent(POINT, FACTS).z).toEqual(full.map((x) => x / 2));
    expect(resolveLatent({ ...POINT, psi: 1 }, FACTS).z).toEqual(full);
    expect(resolveLatent({ ...POINT, psi: 0 }, FACTS).z.every((x) => x === 0)).toBe(true);
    expect(resolveLatent({ ...POINT, psi: 1.5 }, FACTS).z).toEqual(full.map((x) => x * 1.5));
  });

  it('puts the weights in the card’s order', () => {
    const expected = new Float32Array(24);
    expected[5] = 0.7;
    expected[2] = 0.3;
    expect(resolveLatent(POINT, FACTS).weights).toEqual(expected);
  });

  it('gives the others’ share to no class', () => {
    const mix = [
      { classId: 'others', weight: 0.4 },
      { classId: 'painter-5', weight: 0.6 },
    ];
    const expected = new Float32Array(24);
    expected[5] = 0.6;
    expect(resolveLatent({ ...POINT, mix }, FACTS).weights).toEqual(expected);
    const alone = { ...POINT, mix: [{ classId: 'others', weight: 1 }] };
    expect(resolveLatent(alone, FACTS).weights).toEqual(new Float32Array(24));
  });

  it('has no weights for a model without classes', () => {
    const point = { ...POINT, model: PLAIN.id, mix: [] };
    expect(resolveLatent(point, PLAIN)).toMatchObject({ weights: new Float32Array(0) });
  });

  it.each([
    ['a truncation', { ...POINT, psi: NaN }],
    ['a weight', { ...POINT, mix: [{ classId: 'painter-5', weight: NaN }] }],
    ['another model', { ...POINT, model: 'other' }],
  ])('refuses %s that makes no sense', (_, point) => {
    expect(() => resolveLatent(point, FACTS)).toThrow(SfumatoError);
  });
});
