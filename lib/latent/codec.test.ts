import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError, type ErrorCode } from '@/lib/errors';

import {
  decodeArithmetic,
  decodeMessage,
  decodePoint,
  decodeWalk,
  encodeArithmetic,
  encodeMessage,
  encodePoint,
  encodeWalk,
  MAX_CODE_LENGTH,
  type Message,
} from './codec';
import { openEnvelope, sealEnvelope } from './codec/envelope';
import type { LatentPoint, ModelFacts } from './point';
import {
  anyArithmetic,
  anyPoint,
  anySeed,
  anyVector,
  anyWalk,
  CATALOGUE,
  FACTS,
  mixesOf,
  PLAIN,
} from './testing';
import type { Walk } from './walk';

const SEEDED: LatentPoint = {
  model: FACTS.id,
  source: { kind: 'seed', seed: 123456789 },
  mix: [
    { classId: 'painter-3', weight: 0.7 },
    { classId: 'painter-20', weight: 0.3 },
  ],
  psi: 0.8,
};
const FREE: LatentPoint = {
  model: PLAIN.id,
  source: { kind: 'vector', z: [0, 1, -1, 511 / 64, -511 / 64] },
  mix: [],
  psi: 1.5,
};
const WALK: Walk = {
  model: PLAIN.id,
  interpolation: 'spline',
  loop: true,
  keyframes: [
    { point: { ...FREE, source: { kind: 'vector', z: [1, 2, 3, 4, 5] }, psi: 1 }, seconds: 0.1 },
    { point: { ...FREE, source: { kind: 'seed', seed: 0xffffffff }, psi: 0.5 }, seconds: 600 },
  ],
};
const ARITHMETIC = { a: [SEEDED, { ...SEEDED, psi: 0 }], b: [], c: [SEEDED] };

/** Links of every format there ever was. They must be read for ever: add, but never change. */
const KEPT: { code: string; message: Message }[] = [
  { code: 'AQqr-bA5hQIdeUAdbzRUqfE', message: { kind: 'point', point: SEEDED } },
  { code: 'AQ4dzrAcWWBgCQHA_8AQVSk', message: { kind: 'point', point: FREE } },
  {
    code: 'AR4dzrAcVggAUyAyBQFgYBoHUwGQH____-B-Sg',
    message: { kind: 'walk', walk: WALK },
  },
  {
    code: 'ASqr-bA5glAh15QB1vNFQAh15QB1vNFQFQIdeUAdbzRU_oU',
    message: { kind: 'arithmetic', arithmetic: ARITHMETIC },
  },
];

function failure(action: () => unknown): SfumatoError {
  try {
    action();
  } catch (error) {
    if (error instanceof SfumatoError) return error;
    throw error;
  }
  throw new Error('This was expected to fail.');
}
const codeOf = (action: () => unknown): ErrorCode => failure(action).code;

describe('links that were once given out', () => {
  it.each(KEPT)('stay readable: $code', ({ code, message }) => {
    expect(decodeMessage(code, CATALOGUE)).toEqual(message);
  });

  it.each(KEPT)('are still written like this: $code', ({ code, message }) => {
    expect(encodeMessage(message, CATALOGUE)).toBe(code);
  });
});

describe('the round trip', () => {
  it.each([FACTS, PLAIN])('of a point of $id is exact', (facts) => {
    fc.assert(
      fc.property(anyPoint(facts), (point) => {
        const code = encodePoint(point, CATALOGUE);
        expect(code).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodePoint(code, CATALOGUE)).toEqual(point);
        expect(encodePoint(decodePoint(code, CATALOGUE), CATALOGUE)).toBe(code);
      }),
    );
  });

  it.each([FACTS, PLAIN])('of a walk of $id is exact', (facts) => {
    fc.assert(
      fc.property(anyWalk(facts), (walk) => {
        expect(decodeWalk(encodeWalk(walk, CATALOGUE), CATALOGUE)).toEqual(walk);
      }),
      { numRuns: 50 },
    );
  });

  it.each([FACTS, PLAIN])('of an arithmetic of $id is exact', (facts) => {
    fc.assert(
      fc.property(anyArithmetic(facts), (arithmetic) => {
        const code = encodeArithmetic(arithmetic, CATALOGUE);
        expect(decodeArithmetic(code, CATALOGUE)).toEqual(arithmetic);
      }),
      { numRuns: 50 },
    );
  });

  it('gives different points different codes', () => {
    fc.assert(
      fc.property(anyPoint(FACTS), anyPoint(FACTS), (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(encodePoint(a, CATALOGUE)).not.toBe(encodePoint(b, CATALOGUE));
      }),
    );
  });

  it('of a model that has others from now on holds, unless they need a longer index', () => {
    const { othersId: _, ...before } = FACTS;
    const code = encodePoint(SEEDED, [before]);
    expect(decodePoint(code, [FACTS])).toEqual(SEEDED);

    const classIds = FACTS.classIds.slice(0, 16);
    const mix = [{ classId: 'painter-3', weight: 1 }];
    const short = encodePoint({ ...SEEDED, mix }, [{ ...before, classIds }]);
    expect(codeOf(() => decodePoint(short, [{ ...FACTS, classIds }]))).toBe('outdated-point');
  });

  it('works for one class and for more than a byte of them', () => {
    for (const count of [1, 2, 3, 256, 257, 1000]) {
      const classIds = Array.from({ length: count }, (_, i) => `c${i}`);
      const facts: ModelFacts = { ...FACTS, classIds };
      const point: LatentPoint = { ...SEEDED, mix: [{ classId: `c${count - 1}`, weight: 1 }] };
      expect(decodePoint(encodePoint(point, [facts]), [facts])).toEqual(point);
    }
  });
});

describe('the length of a link', () => {
  const many: ModelFacts = {
    id: 'many-painters',
    version: 255,
    latentDim: 128,
    classIds: Array.from({ length: 1000 }, (_, i) => `painter-${i}`),
  };
  const mix = mixesOf(many.classIds, 4);

  it('is at most 60 characters for a seeded point with up to four classes', () => {
    fc.assert(
      fc.property(anySeed, mix, (seed, four) => {
        const source = { kind: 'seed' as const, seed };
        const point = { model: many.id, source, mix: four, psi: 1.5 };
        expect(encodePoint(point, [many]).length).toBeLessThanOrEqual(60);
      }),
    );
  });

  it('is at most 250 characters for 128 free dimensions with up to four classes', () => {
    fc.assert(
      fc.property(anyVector(128), mix, (z, four) => {
        const source = { kind: 'vector' as const, z };
        const point = { model: many.id, source, mix: four, psi: 1.5 };
        expect(encodePoint(point, [many]).length).toBeLessThanOrEqual(250);
      }),
    );
  });

  it('has room for the longest walk through free vectors', () => {
    const z = Array.from({ length: 128 }, (_, i) => (i - 64) / 64);
    const eight = many.classIds.slice(0, 8).map((classId) => ({ classId, weight: 0.125 }));
    const point: LatentPoint = {
      model: many.id,
      source: { kind: 'vector', z },
      mix: eight.slice(0, 4).map((entry) => ({ ...entry, weight: 0.25 })),
      psi: 1,
    };
    const walk: Walk = {
      model: many.id,
      interpolation: 'slerp',
      loop: false,
      keyframes: Array.from({ length: 64 }, () => ({ point, seconds: 4 })),
    };
    const code = encodeWalk(walk, [many]);
    expect(code.length).toBeLessThanOrEqual(MAX_CODE_LENGTH);
    expect(decodeWalk(code, [many])).toEqual(walk);
  });

  it('ends somewhere, with a sentence that says what to do', () => {
    const wide: ModelFacts = { ...PLAIN, latentDim: 512 };
    const z = Array.from({ length: 512 }, () => 0);
    const point: LatentPoint = { ...FREE, source: { kind: 'vector', z } };
    const keyframes = Array.from({ length: 64 }, () => ({ point, seconds: 4 }));
    const error = failure(() => encodeWalk({ ...WALK, keyframes }, [wide]));
    expect(error.code).toBe('invalid-input');
    expect(error.message).toContain('take out some pictures');
  });
});

describe('encoding refuses', () => {
  const cases: [string, () => unknown, ErrorCode][] = [
    [
      'a point off the grid',
      () => encodePoint({ ...SEEDED, psi: 0.805 }, CATALOGUE),
      'invalid-point',
    ],
    ['a point of no known model', () => encodePoint(SEEDED, [PLAIN]), 'unknown-model'],
    [
      'an unknown class',
      () => encodePoint(SEEDED, [{ ...FACTS, classIds: ['x'] }]),
      'unknown-class',
    ],
    ['an empty walk', () => encodeWalk({ ...WALK, keyframes: [] }, CATALOGUE), 'invalid-point'],
    [
      'a walk of 65 keyframes',
      () => encodeWalk({ ...WALK, keyframes: Array(65).fill(WALK.keyframes[1]) }, CATALOGUE),
      'invalid-point',
    ],
    [
      'a leg of a thousandth',
      () => encodeWalk({ ...WALK, keyframes: [{ point: FREE, seconds: 1.001 }] }, CATALOGUE),
      'invalid-point',
    ],
    [
      'a walk through two models',
      () => encodeWalk({ ...WALK, keyframes: [{ point: SEEDED, seconds: 1 }] }, CATALOGUE),
      'invalid-point',
    ],
    [
      'an empty arithmetic',
      () => encodeArithmetic({ a: [], b: [], c: [] }, CATALOGUE),
      'invalid-point',
    ],
    [
      'a tile of nine points',
      () => encodeArithmetic({ a: Array(9).fill(FREE), b: [], c: [] }, CATALOGUE),
      'invalid-point',
    ],
    [
      'an arithmetic of two models',
      () => encodeArithmetic({ a: [FREE], b: [SEEDED], c: [] }, CATALOGUE),
      'invalid-point',
    ],
  ];
  it.each(cases)('%s', (_, action, code) => {
    expect(codeOf(action)).toBe(code);
  });
});

describe('decoding tells apart', () => {
  const code = encodePoint(SEEDED, CATALOGUE);
  const decodeWith = (change: Partial<ModelFacts>) => () =>
    decodePoint(code, [PLAIN, { ...FACTS, ...change }]);

  it('a newer format', () => {
    const { body } = openEnvelope(code);
    for (const version of [0, 2, 255]) {
      expect(codeOf(() => decodePoint(sealEnvelope({ version, body }), CATALOGUE))).toBe(
        'unknown-version',
      );
    }
  });

  it('a model that is not here', () => {
    expect(codeOf(() => decodePoint(code, []))).toBe('unknown-model');
    expect(codeOf(decodeWith({ id: 'landscapes-65' }))).toBe('unknown-model');
  });

  it('a model that has changed since', () => {
    expect(failure(decodeWith({ version: 4 })).message).toContain('start from a new one');
    expect(failure(decodeWith({ version: 2 })).message).toContain('reload the page');
    for (const change of [
      { version: 4 },
      { version: 2 },
      { classIds: [...FACTS.classIds].reverse() },
      { latentDim: 128 },
    ]) {
      expect(codeOf(decodeWith(change))).toBe('outdated-point');
    }
  });

  it('links to something else', () => {
    const walk = encodeWalk(WALK, CATALOGUE);
    expect(failure(() => decodePoint(walk, CATALOGUE))).toMatchObject({
      code: 'invalid-code',
      message: 'This is not a link to a single picture but to a walk: open it under Walk.',
    });
    expect(codeOf(() => decodeWalk(code, CATALOGUE))).toBe('invalid-code');
    expect(codeOf(() => decodeArithmetic(code, CATALOGUE))).toBe('invalid-code');
  });

  it('every mistyped character and every swap of neighbours', () => {
    for (let i = 0; i < code.length; i++) {
      for (const wrong of 'Ab0-_z') {
        if (wrong === code[i]) continue;
        const typo = code.slice(0, i) + wrong + code.slice(i + 1);
        expect(codeOf(() => decodePoint(typo, CATALOGUE))).toBe('invalid-code');
      }
      const swapped = code.slice(0, i) + (code[i + 1] ?? '') + code[i] + code.slice(i + 2);
      if (swapped === code) continue;
      expect(codeOf(() => decodePoint(swapped, CATALOGUE))).toBe('invalid-code');
    }
  });

  it.each(['', 'A', '../../etc/passwd', 'hello world', `${code}=`, `${code}A`, ` ${code}`, '💥'])(
    'garbage: %j',
    (garbage) => {
      expect(codeOf(() => decodePoint(garbage, CATALOGUE))).toBe('invalid-code');
    },
  );

  it('what is far too long, without reading it', () => {
    expect(codeOf(() => decodePoint('A'.repeat(50_000_000), CATALOGUE))).toBe('invalid-code');
  });
});
