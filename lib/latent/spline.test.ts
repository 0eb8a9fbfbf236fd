import { describe, expect, it } from 'vitest';

import { gaussianVector } from './random';
import { combine, directionOf, norm, tangentTowards } from './sphere';
import { splineVector, type SplineLeg } from './spline';
import { slerp } from './vector';

const DIM = 30;
const distance = (a: ArrayLike<number>, b: ArrayLike<number>) => norm(combine(1, a, -1, b));

/** Legs of a closed or open spline through Gaussian vectors with very unequal times. */
function legsOf(vectors: readonly ArrayLike<number>[], times: readonly number[], loop: boolean) {
  const n = vectors.length;
  const neighbour = (i: number, time: number) =>
    loop || (i >= 0 && i < n)
      ? { vector: vectors[(i + n) % n]!, seconds: times[(time + n) % n]! }
      : undefined;
  return vectors.slice(0, loop ? n : n - 1).map((from, i): SplineLeg => ({
    from,
    to: vectors[(i + 1) % n]!,
    seconds: times[i]!,
    before: neighbour(i - 1, i - 1),
    after: neighbour(i + 2, i + 1),
  }));
}

const TIMES = [2, 0.3, 5, 1, 0.1];
const VECTORS = TIMES.map((_, i) => gaussianVector(i + 1, DIM).map((x) => x * (1 + i / 3)));

describe('a spline', () => {
  it('passes through its keyframes', () => {
    for (const leg of legsOf(VECTORS, TIMES, true)) {
      expect(distance(splineVector(leg, 0), leg.from)).toBeLessThan(1e-6);
      expect(distance(splineVector(leg, 1), leg.to)).toBeLessThan(1e-6);
    }
  });

  it.each([
    { name: 'closed', loop: true },
    { name: 'open', loop: false },
  ])('has one velocity at every keyframe, unequal times or not ($name)', ({ loop }) => {
    const legs = legsOf(VECTORS, TIMES, loop);
    const h = 1e-7; // seconds
    legs.forEach((leg, i) => {
      const next = legs[loop ? (i + 1) % legs.length : i + 1];
      if (!next) return;
      const position = splineVector(next, 0);
      const arriving = combine(1 / h, position, -1 / h, splineVector(leg, 1 - h / leg.seconds));
      const leaving = combine(1 / h, splineVector(next, h / next.seconds), -1 / h, position);
      expect(distance(arriving, leaving)).toBeLessThan(1e-3 * (1 + norm(arriving)));
    });
  });

  it('without neighbours is a slerp', () => {
    const [from, to] = [VECTORS[0]!, VECTORS[1]!];
    for (const t of [0.1, 0.5, 0.8]) {
      expect(distance(splineVector({ from, to, seconds: 3 }, t), slerp(from, to, t))).toBeLessThan(
        1e-5,
      );
    }
  });

  it('follows a great circle when its keyframes lie evenly on one', () => {
    const at = (degrees: number) =>
      [0, 1].map((i) => 4 * Math.cos((degrees * Math.PI) / 180 - (i * Math.PI) / 2));
    const legs = legsOf([at(0), at(40), at(80), at(120)], [1, 1, 1, 1], false);
    expect(distance(splineVector(legs[1]!, 0.25), at(50))).toBeLessThan(1e-10);
  });

  it('never leaves the range of lengths beside it', () => {
    const legs = legsOf(VECTORS, TIMES, true);
    for (const leg of legs) {
      const [low, high] = [norm(leg.from), norm(leg.to)].sort((a, b) => a - b) as [number, number];
      for (let t = 0; t <= 1; t += 0.02) {
        const length = norm(splineVector(leg, t));
        expect(length).toBeGreaterThan(low - 1e-6);
        expect(length).toBeLessThan(high + 1e-6);
      }
    }
  });

  it('rests where two keyframes are equal', () => {
    const [a, b, c] = VECTORS as [Float32Array, Float32Array, Float32Array];
    const leg = legsOf([a, b, b, c], [1, 1, 1, 1], false)[1]!;
    for (const t of [0.2, 0.5, 0.9]) expect(distance(splineVector(leg, t), b)).toBeLessThan(1e-6);
  });

  it('does not swing out where a long leg meets a short one', () => {
    const leg = legsOf(VECTORS.slice(0, 3), [0.1, 600, 1], false)[1]!;
    const [u, v] = [directionOf(leg.from), directionOf(leg.to)];
    const angle = norm(tangentTowards(u, v));
    for (let t = 0; t <= 1; t += 0.05) {
      const w = directionOf(splineVector(leg, t));
      expect(norm(tangentTowards(u, w))).toBeLessThan(1.2 * angle);
    }
  });

  it('survives zero vectors and opposite ones', () => {
    const a = VECTORS[0]!;
    const legs = legsOf([a, a.map(() => 0), a.map((x) => -x), a], [1, 1, 1, 1], true);
    for (const leg of legs) {
      for (const t of [0, 0.3, 0.5, 1]) {
        expect(splineVector(leg, t).every(Number.isFinite)).toBe(true);
      }
    }
  });
});
