import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRandom, gaussianVector, inverseNormal, restoreRandom, shuffle } from './random';

/**
 * Fixed on all machines, for ever: every link to a seeded point depends on it. Words and
 * uniforms come from a second implementation in Python's integers; `normals` from its
 * uniforms through `erfinv` of mpmath with 40 digits.
 */
const VECTORS = [
  {
    seed: 0,
    words: [1789933344, 44971166, 2521387044, 3848737593, 1138324114, 749234105],
    uniforms: [0.41675132528648773, 0.5870561733261354, 0.2650367345578172, 0.4422643700918737],
    normals: [
      -0.21021144082246526, 0.2199788155541146, -0.6278938667054004, -0.1452306843034235,
      1.0156193891906564, -0.2574311702998005,
    ],
  },
  {
    seed: 1,
    words: [393288148, 2174103013, 3814759091, 2092745082, 1865176206, 2179171167],
    uniforms: [0.09156953552660052, 0.8881928099282858, 0.4342701808717523, 0.7467797795759467],
    normals: [
      -1.3311517892000069, 1.2169732856825168, -0.16551281790414235, 0.6643904542250211,
      -1.1255885172685403, 1.5514041442509485,
    ],
  },
  {
    seed: 42,
    words: [660444221, 3652823732, 77672526, 910233633, 2297337756, 3786072677],
    uniforms: [0.15377165154351735, 0.018084544121180213, 0.5348906350361368, 0.7272476917564136],
    normals: [
      -1.0203904883715313, -2.0950214217809915, 0.08756964414508547, 0.6045100094650999,
      0.18379031074619584, -0.5600901862634587,
    ],
  },
  {
    seed: 0xffffffff,
    words: [4104197751, 1825856343, 1152209388, 2427537429, 3685145430, 609215610],
    uniforms: [0.9555829975771205, 0.26826965160973526, 0.8580147794163832, 0.9689652971911261],
    normals: [
      1.7015806635958075, -0.6180546676399242, 1.0714426572811524, 1.8657996193499742,
      -0.8045547014525191, 0.983339621446558,
    ],
  },
];

describe.each(VECTORS)('the generator with seed $seed', ({ seed, words, uniforms, normals }) => {
  it('gives the fixed words', () => {
    const random = createRandom(seed);
    expect(words.map(() => random.uint32())).toEqual(words);
  });

  it('gives the fixed uniforms', () => {
    const random = createRandom(seed);
    expect(uniforms.map(() => random.uniform())).toEqual(uniforms);
  });

  it('gives the normals of an independent computation', () => {
    const random = createRandom(seed);
    for (const expected of normals) {
      expect(Math.abs(random.gaussian() / expected - 1)).toBeLessThan(1e-14);
    }
  });

  it('gives vectors that are these normals in float32', () => {
    expect([...gaussianVector(seed, 6)]).toEqual(normals.map(Math.fround));
  });
});

/** Tail of the standard normal, P(X < −x) for x ≥ 0, by series or continued fraction. */
function lowerTail(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 3) {
    // Abramowitz and Stegun 26.2.11: Φ(x) = ½ + φ(x) Σ x^(2n+1) / (1·3·5…(2n+1))
    let term = x;
    let sum = x;
    for (let n = 1; n < 200; n++) {
      term *= (x * x) / (2 * n + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  // Abramowitz and Stegun 26.2.14: Q(x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + …))))
  let fraction = x;
  for (let k = 300; k >= 1; k--) fraction = x + k / fraction;
  return density / fraction;
}

describe('inverseNormal', () => {
  it('agrees with tables', () => {
    const table: [number, number][] = [
      [0.5, 0],
      [0.975, 1.9599639845400538],
      [0.995, 2.5758293035489004],
      [0.1, -1.2815515655446004],
      [0.001, -3.0902323061678136],
      [1e-6, -4.753424308822899],
      [1e-10, -6.361340902404057],
      [1e-15, -7.941345326170997],
    ];
    for (const [p, x] of table) expect(inverseNormal(p)).toBeCloseTo(x, 13);
  });

  it('is undone by the distribution function, far into the tails', () => {
    for (let exponent = -1; exponent >= -15.5; exponent -= 0.05) {
      const p = 10 ** exponent / 2;
      expect(Math.abs(lowerTail(-inverseNormal(p)) / p - 1)).toBeLessThan(2e-12);
    }
  });

  it('is antisymmetric about one half and increases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 - 1 }), (n) => {
        const p = n / 2 ** 31; // p and 1 − p are exact
        expect(inverseNormal(1 - p)).toBe(-inverseNormal(p));
        expect(inverseNormal(p)).toBeLessThan(inverseNormal((n + 1) / 2 ** 31));
      }),
    );
  });
});

describe('the stream of normals', () => {
  const random = createRandom(2024);
  const draws = Float64Array.from({ length: 400_000 }, () => random.gaussian());
  const mean = (f: (x: number, i: number) => number) =>
    draws.reduce((sum, x, i) => sum + f(x, i), 0) / draws.length;

  // Bounds are 4.5 standard errors of the moments of a standard normal.
  it.each([
    { moment: 1, expected: 0, variance: 1 },
    { moment: 2, expected: 1, variance: 2 },
    { moment: 3, expected: 0, variance: 15 },
    { moment: 4, expected: 3, variance: 96 },
  ])('has moment $moment of a standard normal', ({ moment, expected, variance }) => {
    const error = Math.abs(mean((x) => x ** moment) - expected);
    expect(error).toBeLessThan(4.5 * Math.sqrt(variance / draws.length));
  });

  it('has no correlation from one number to the next', () => {
    const correlation = mean((x, i) => x * (draws[i + 1] ?? 0));
    expect(Math.abs(correlation)).toBeLessThan(4.5 / Math.sqrt(draws.length));
  });

  it('has none between vectors of neighbouring seeds', () => {
    const a = Array.from({ length: 500 }, (_, seed) => [...gaussianVector(seed, 100)]).flat();
    const b = Array.from({ length: 500 }, (_, seed) => [...gaussianVector(seed + 1, 100)]).flat();
    const correlation = a.reduce((sum, x, i) => sum + x * b[i]!, 0) / a.length;
    expect(Math.abs(correlation)).toBeLessThan(4.5 / Math.sqrt(a.length));
  });
});

describe('createRandom', () => {
  it('continues from a kept state', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(50), (seed, steps) => {
        const random = createRandom(seed);
        for (let i = 0; i < steps; i++) random.uint32();
        const restored = restoreRandom(random.state());
        expect(restored.gaussian()).toBe(random.gaussian());
        expect(restored.state()).toEqual(random.state());
      }),
    );
  });

  it('draws integers evenly and below the bound', () => {
    const random = createRandom(5);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) {
      const n = random.integer(7);
      counts[n] = counts[n]! + 1;
    }
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(22.5); // 6 degrees of freedom, p = 0.001
  });

  it('shuffles into permutations, the same for the same seed', () => {
    const items = Array.from({ length: 30 }, (_, i) => i);
    const shuffled = shuffle([...items], createRandom(3));
    expect(shuffled).toEqual(shuffle([...items], createRandom(3)));
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});
