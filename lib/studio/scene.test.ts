import { describe, expect, it } from 'vitest';

import { interpolatePoints } from '@/lib/latent/blend';
import type { ModelFacts } from '@/lib/latent/point';

import {
  createScene,
  sameScene,
  withEnd,
  withEndsSwapped,
  withMix,
  withModel,
  withPoint,
  withPosition,
  withPsi,
} from './scene';
import { testFacts, testPoint } from './testing';

const a = testPoint(1, { 'van-gogh': 1 });
const b = testPoint(2, { monet: 1 });
const scene = createScene(a, b);

describe('the two ends', () => {
  it('begin with the picture at A', () => {
    expect(scene.between).toEqual({ a, b, position: 0 });
  });

  it('carry the picture along the line, with both artists at hand', () => {
    const middle = withPosition(scene, 0.25, testFacts);
    expect(middle.point).toEqual(interpolatePoints(a, b, 0.25, testFacts));
    expect(middle.palette).toEqual(['van-gogh', 'monet']);
    expect(withPosition(middle, 0, testFacts).point).toEqual(a);
    expect(withPosition(middle, 7, testFacts).point).toEqual(b);
  });

  it('take the picture along when one of them changes', () => {
    const c = testPoint(3, { turner: 1 });
    const moved = withEnd(withPosition(scene, 0.5, testFacts), 'b', c, testFacts);
    expect(moved.point).toEqual(interpolatePoints(a, c, 0.5, testFacts));
  });

  it('leave a picture alone that stands elsewhere', () => {
    const elsewhere = withPoint(scene, testPoint(9));
    expect(elsewhere.between.position).toBeNull();
    const changed = withEnd(elsewhere, 'a', testPoint(4), testFacts);
    expect(changed.point).toEqual(elsewhere.point);
    expect(changed.between.position).toBeNull();
  });

  it('know a picture that is one of them', () => {
    const elsewhere = withPoint(scene, testPoint(9));
    expect(withPoint(elsewhere, b).between.position).toBe(1);
    expect(withEnd(elsewhere, 'b', elsewhere.point, testFacts).between.position).toBe(1);
  });

  it('swap without moving the picture', () => {
    const before = withPosition(scene, 0.25, testFacts);
    const after = withEndsSwapped(before);
    expect(after.point).toEqual(before.point);
    expect(after.between).toEqual({ a: b, b: a, position: 0.75 });
  });

  it('give way together when a work of another model becomes one of them', () => {
    const other = { ...testPoint(5), model: 'other-8' };
    const changed = withEnd(scene, 'b', other, { ...testFacts, id: 'other-8' });
    expect(changed.between.a).toEqual(other);
  });
});

describe('another model', () => {
  const classic: ModelFacts = {
    id: 'classic-8',
    version: 1,
    latentDim: 6,
    classIds: ['turner', 'monet'],
    directionIds: ['light'],
  };
  const shifts = [
    { directionId: 'light', amount: 1 },
    { directionId: 'sky', amount: -1 },
  ];

  it('keeps the seed and the painters that it knows, with their weights', () => {
    const point = { ...testPoint(7, { 'van-gogh': 0.5, turner: 0.3, monet: 0.2 }), shifts };
    const before = { ...createScene(point, b), palette: ['van-gogh', 'turner', 'monet'] };
    const { point: there, palette, between } = withModel(before, classic);
    expect(there).toEqual({
      ...point,
      model: 'classic-8',
      mix: [
        { classId: 'turner', weight: 0.6 },
        { classId: 'monet', weight: 0.4 },
      ],
      shifts: shifts.slice(0, 1),
    });
    expect(palette).toEqual(['turner', 'monet']);
    // Both works go along, so that the picture still stands at A.
    expect(between).toEqual({ a: there, b: { ...b, model: 'classic-8' }, position: 0 });
  });

  it('has somebody for painters that it does not know', () => {
    expect(withModel(createScene(a, b), classic).point.mix).toEqual([
      { classId: 'turner', weight: 1 },
    ]);
    expect(withModel(createScene(a, b), { ...classic, classIds: [] }).point.mix).toEqual([]);
  });

  it('has a genre that it was made for where the other model wants to be told what is to be seen', () => {
    const classIds = ['turner', 'monet', 'landscape', 'portrait'];
    const all = { ...classic, classIds, subjectIds: ['landscape', 'portrait'] };
    const mixAt = (mix: Record<string, number>, genres?: string[]) =>
      withModel(createScene(testPoint(7, mix), b), all, genres).point.mix;
    expect(mixAt({ turner: 0.5, monet: 0.5 }, ['still-life', 'portrait'])).toEqual([
      { classId: 'turner', weight: 0.3 },
      { classId: 'monet', weight: 0.3 },
      { classId: 'portrait', weight: 0.4 },
    ]);
    expect(mixAt({ turner: 1 })[1]).toEqual({ classId: 'landscape', weight: 0.4 });
    const told = { monet: 0.5, portrait: 0.5 };
    expect(mixAt(told).map(({ classId }) => classId)).toEqual(Object.keys(told));
  });

  it('lets the picture stand where it stood between the works', () => {
    const middle = withPosition(scene, 0.25, testFacts);
    const { point, between } = withModel(middle, classic);
    expect(between.position).toBe(0.25);
    expect(point).toEqual(interpolatePoints(between.a, between.b, 0.25, classic));
  });

  it('draws a vector that does not fit from a seed that follows from it', () => {
    const vector = { ...a, source: { kind: 'vector' as const, z: [1, 0, 0, 0, 0, 0, 0, 0] } };
    const other = { ...a, source: { kind: 'vector' as const, z: [0, 1, 0, 0, 0, 0, 0, 0] } };
    const [one, two] = [vector, other].map((p) => withModel(createScene(p, b), classic).point);
    expect(one!.source.kind).toBe('seed');
    expect(one!.source).not.toEqual(two!.source);
    const fitting = { ...classic, latentDim: 8 };
    expect(withModel(createScene(vector, b), fitting).point.source).toEqual(vector.source);
  });
});

describe('changes of the picture', () => {
  it('leave the line between the ends', () => {
    const mixed = withMix(scene, b.mix, ['van-gogh', 'monet']);
    expect(mixed.between.position).toBeNull();
    expect(mixed.palette).toEqual(['van-gogh', 'monet']);
  });

  it('round and bound the variety', () => {
    expect(withPsi(scene, 0.123456).point.psi).toBe(0.12);
    expect(withPsi(scene, 9).point.psi).toBe(1.5);
    expect(withPsi(scene, -1).point.psi).toBe(0);
  });

  it('are told apart by everything that can be undone', () => {
    expect(sameScene(scene, createScene({ ...a }, { ...b }))).toBe(true);
    expect(sameScene(scene, withEndsSwapped(scene))).toBe(false);
    expect(sameScene(scene, { ...scene, palette: ['monet', 'van-gogh'] })).toBe(false);
  });
});
