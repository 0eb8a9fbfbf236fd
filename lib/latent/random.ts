/**
 * Seeded random numbers that are the same on every machine. Only operations that
 * ECMAScript defines exactly are used (integer arithmetic, + − × ÷ and square
 * root), because Math.log and Math.cos may differ between engines in the last bit.
 */

/** xoshiro128** (Blackman and Vigna 2018), state of four unsigned 32-bit words. */
export interface Random {
  /** Uniform integer in [0, 2³²). */
  uint32(): number;
  /** Uniform in (0, 1): 52 bits and a half, so never 0 or 1. */
  uniform(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** Standard normal. */
  gaussian(): number;
  /** The state, to be kept in a checkpoint; `restoreRandom` continues from it. */
  state(): [number, number, number, number];
}

export function createRandom(seed: number): Random {
  // SplitMix32 spreads the seed over the state, as the authors of xoshiro advise.
  let s = seed >>> 0;
  const next = () => {
    s = (s + 0x9e3779b9) >>> 0;
    let t = s ^ (s >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
  return restoreRandom([next(), next(), next(), next()]);
}

export function restoreRandom(state: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = state;
  const uint32 = () => {
    const m = Math.imul(b, 5);
    const result = Math.imul((m << 7) | (m >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = () => {
    const high = uint32() >>> 6; // 26 bits
    const low = uint32() >>> 6; // 26 bits
    return (high * 67108864 + low + 0.5) / 4503599627370496; // (n + ½) / 2⁵²
  };
  return {
    uint32,
    uniform,
    integer: (below) => Math.floor(uniform() * below),
    gaussian: () => inverseNormal(uniform()),
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  };
}

/** `dim` standard normal numbers of a seed, rounded to float32. */
export function gaussianVector(seed: number, dim: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: dim }, () => random.gaussian());
}

/** Fisher–Yates, in place. */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}

/**
 * Natural logarithm of a positive normal number from exact operations: the
 * argument is halved or doubled into [√½, √2), then log m = 2 artanh((m − 1)/(m + 1)).
 */
function exactLog(x: number): number {
  let exponent = 0;
  while (x < 0.7071067811865476) {
    x *= 2;
    exponent--;
  }
  while (x >= 1.4142135623730951) {
    x /= 2;
    exponent++;
  }
  const s = (x - 1) / (x + 1);
  const s2 = s * s;
  let sum = 0;
  for (let k = 23; k >= 1; k -= 2) sum = sum * s2 + 1 / k;
  return 2 * s * sum + exponent * 0.6931471805599453;
}

/**
 * Quantile of the standard normal, relative error about 1e-16.
 * Source: Wichura 1988, Algorithm AS 241 (PPND16).
 */
export function inverseNormal(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRAL_P, r)) / polynomial(CENTRAL_Q, r);
  }
  const tail = q < 0 ? p : 1 - p;
  let r = Math.sqrt(-exactLog(tail));
  let x: number;
  if (r <= 5) {
    r -= 1.6;
    x = polynomial(MIDDLE_P, r) / polynomial(MIDDLE_Q, r);
  } else {
    r -= 5;
    x = polynomial(FAR_P, r) / polynomial(FAR_Q, r);
  }
  return q < 0 ? -x : x;
}

/** Horner's rule; coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const c of coefficients) sum = sum * x + c;
  return sum;
}

const CENTRAL_P = [
  2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
  13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
];
const CENTRAL_Q = [
  5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
  5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
];
const MIDDLE_P = [
  7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
  1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
  1.42343711074968357734,
];
const MIDDLE_Q = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
  0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
];
const FAR_P = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
  0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
  6.6579046435011037772,
];
const FAR_Q = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
  7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769,
  1,
];
