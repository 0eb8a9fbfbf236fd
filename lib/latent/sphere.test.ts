import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { gaussianVector } from './random';
import {
  alongTangent,
  angleBetween,
  combine,
  directionOf,
  norm,
  perpendicularPart,
  slerpDirections,
  tangentTowards,
} from './sphere';
import { anySeed } from './testing';

const direction = (seed: number, dim = 12) => directionOf(gaussianVector(seed, dim));
const distance = (u: Float64Array, v: Float64Array) => norm(combine(1, u, -1, v));

describe('directions', () => {
  it('have length 1, but for zero vectors', () => {
    expect(norm(direction(4))).toBeCloseTo(1, 14);
    expect([...directionOf([0, 0])]).toEqual([0, 0]);
  });

  it('stand at the angle of the arc cosine, and are told apart where that cannot', () => {
    const u = direction(1);
    const v = direction(2);
    const cosine = u.reduce((sum, x, i) => sum + x * v[i]!, 0);
    expect(angleBetween(u, v)).toBeCloseTo(Math.acos(cosine), 12);
    const near = Float64Array.of(Math.cos(1e-9), Math.sin(1e-9));
    expect(angleBetween(Float64Array.of(1, 0), near) / 1e-9).toBeCloseTo(1, 6);
  });
});

describe('tangents', () => {
  it('lead to the other direction and are as long as the angle', () => {
    fc.assert(
      fc.property(anySeed, anySeed, (a, b) => {
        fc.pre(a !== b);
        const [u, v] = [direction(a), direction(b)];
        const tangent = tangentTowards(u, v);
        expect(norm(tangent)).toBeCloseTo(angleBetween(u, v), 10);
        expect(tangent.reduce((sum, x, i) => sum + x * u[i]!, 0)).toBeCloseTo(0, 10);
        expect(distance(alongTangent(u, tangent), v)).toBeLessThan(1e-10);
      }),
    );
  });

  it('follow the way of slerp', () => {
    const [u, v] = [direction(5), direction(6)];
    const quarter = tangentTowards(u, v).map((x) => x / 4);
    expect(distance(alongTangent(u, quarter), slerpDirections(u, v, 0.25))).toBeLessThan(1e-12);
  });

  it('exist between opposite directions, and agree with slerp there', () => {
    const u = direction(7);
    const v = u.map((x) => -x);
    const half = tangentTowards(u, v).map((x) => x / 2);
    expect(norm(half)).toBeCloseTo(Math.PI / 2, 10);
    expect(distance(alongTangent(u, half), slerpDirections(u, v, 0.5))).toBeLessThan(1e-10);
  });

  it('are zero where there is nowhere to go', () => {
    const u = direction(8);
    expect(norm(tangentTowards(u, u))).toBe(0);
    expect(norm(tangentTowards(u, new Float64Array(12)))).toBe(0);
    expect(distance(alongTangent(u, new Float64Array(12)), u)).toBeLessThan(1e-15);
  });
});

describe('perpendicularPart', () => {
  it('is a direction at a right angle', () => {
    const u = direction(9);
    const side = perpendicularPart(gaussianVector(10, 12), u);
    expect(norm(side)).toBeCloseTo(1, 12);
    expect(angleBetween(u, side)).toBeCloseTo(Math.PI / 2, 12);
  });
});
