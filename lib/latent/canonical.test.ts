import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { assertCanonical, assertFits, roundPsi } from './canonical';
import type { LatentPoint } from './point';
import { anyPoint, FACTS, PLAIN } from './testing';

const POINT: LatentPoint = {
  model: FACTS.id,
  source: { kind: 'seed', seed: 7 },
  mix: [{ classId: 'painter-1', weight: 1 }],
  psi: 0.8,
};
const PLAIN_POINT: LatentPoint = { ...POINT, model: PLAIN.id, mix: [] };

const codeOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return error instanceof SfumatoError ? error.code : error;
  }
  return undefined;
};

describe('roundPsi', () => {
  it('rounds to hundredths within 0 and 1.5', () => {
    expect([0.123, -1, 9, 0.29, 1.005].map(roundPsi)).toEqual([0.12, 0, 1.5, 0.29, 1]);
    expect(() => roundPsi(NaN)).toThrow(SfumatoError);
  });
});

describe('assertCanonical', () => {
  it('accepts points whose every number is on its grid', () => {
    fc.assert(
      fc.property(anyPoint(FACTS), (point) => {
        assertCanonical(point);
        assertFits(point, FACTS);
      }),
    );
  });

  const flawed: [string, Partial<LatentPoint>][] = [
    ['a truncation between hundredths', { psi: 0.805 }],
    ['a truncation above 1.5', { psi: 1.51 }],
    ['a negative truncation', { psi: -0.01 }],
    ['a truncation that is no number', { psi: NaN }],
    ['a fractional seed', { source: { kind: 'seed', seed: 0.5 } }],
    ['a negative seed', { source: { kind: 'seed', seed: -1 } }],
    ['a seed of 33 bits', { source: { kind: 'seed', seed: 2 ** 32 } }],
    ['a component between steps', { source: { kind: 'vector', z: [0.01] } }],
    ['a component of 8', { source: { kind: 'vector', z: [8] } }],
    ['an infinite component', { source: { kind: 'vector', z: [Infinity] } }],
    ['a weight between thousandths', { mix: [{ classId: 'a', weight: 0.9995 }] }],
    ['weights that sum to less than 1', { mix: [{ classId: 'a', weight: 0.999 }] }],
    [
      'a weight of 0',
      {
        mix: [
          { classId: 'a', weight: 1 },
          { classId: 'b', weight: 0 },
        ],
      },
    ],
    [
      'a class that comes twice',
      {
        mix: [
          { classId: 'a', weight: 0.5 },
          { classId: 'a', weight: 0.5 },
        ],
      },
    ],
    [
      'nine classes',
      { mix: [...'abcdefghi'].map((classId, i) => ({ classId, weight: i ? 0.1 : 0.2 })) },
    ],
  ];
  it.each(flawed)('refuses %s', (_, change) => {
    expect(codeOf(() => assertCanonical({ ...POINT, ...change }))).toBe('invalid-point');
  });
});

describe('assertFits', () => {
  it('accepts points of the model, with classes and without', () => {
    assertFits(POINT, FACTS);
    assertFits(PLAIN_POINT, PLAIN);
  });

  it('accepts the others of a model that was shown some', () => {
    const point = { ...POINT, mix: [{ classId: 'others', weight: 1 }] };
    assertFits(point, FACTS);
    const { othersId: _, ...without } = FACTS;
    expect(codeOf(() => assertFits(point, without))).toBe('unknown-class');
  });

  it.each([
    ['another model', { ...POINT, model: 'other' }, 'invalid-point'],
    ['a vector too short', { ...POINT, source: { kind: 'vector', z: [1] } }, 'invalid-point'],
    ['no class where classes are needed', { ...POINT, mix: [] }, 'invalid-point'],
    ['an unknown class', { ...POINT, mix: [{ classId: 'x', weight: 1 }] }, 'unknown-class'],
  ] as [string, LatentPoint, string][])('refuses %s', (_, point, code) => {
    expect(codeOf(() => assertFits(point, FACTS))).toBe(code);
  });

  it('refuses classes for a model that has none', () => {
    expect(codeOf(() => assertFits({ ...PLAIN_POINT, mix: POINT.mix }, PLAIN))).toBe(
      'unknown-class',
    );
  });
});
