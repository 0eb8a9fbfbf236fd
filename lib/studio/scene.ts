/**
 * What the Studio shows, as plain data, and the ways from one scene to the next.
 * Every function is pure; history keeps scenes as they are.
 */
import { interpolatePoints, samePoint } from '@/lib/latent/blend';
import { mixableIds } from '@/lib/latent/mix';
import type { LatentPoint, Mix, ModelFacts } from '@/lib/latent/point';
import { setShift, withShifts } from '@/lib/latent/shifts';

import { inModel } from './in-model';

export type EndName = 'a' | 'b';

/** Two works and the slider between them. */
export interface Between {
  readonly a: LatentPoint;
  readonly b: LatentPoint;
  /** Where the picture stands: 0 at A, 1 at B; null while it is somewhere else. */
  readonly position: number | null;
}

export interface Scene {
  /** The picture. */
  readonly point: LatentPoint;
  /** Artists at hand, in the order of the pad's corners; includes those with no weight. */
  readonly palette: readonly string[];
  readonly between: Between;
}

/** A scene that opens at a point, with a second work to go towards. */
export function createScene(point: LatentPoint, other: LatentPoint): Scene {
  return { point, palette: paletteOf(point), between: { a: point, b: other, position: 0 } };
}

/** Another picture altogether: dice, a kept point, a link. */
export function withPoint(scene: Scene, point: LatentPoint): Scene {
  return { ...scene, point, palette: paletteOf(point), between: located(scene.between, point) };
}

/** The same vector painted by other artists. */
export function withMix(scene: Scene, mix: Mix, palette: readonly string[]): Scene {
  return touched(scene, { ...scene.point, mix }, palette);
}

/** More or less variety (truncation psi, in [0, 1.5]), in steps of 1/100. */
export function withPsi(scene: Scene, psi: number): Scene {
  const rounded = Math.round(Math.min(1.5, Math.max(0, psi)) * 100) / 100;
  return touched(scene, { ...scene.point, psi: rounded }, scene.palette);
}

/** Along one of the model's directions; `amount` in [-3, 3], 0 for not at all. */
export function withShift(scene: Scene, directionId: string, amount: number): Scene {
  return touched(scene, setShift(scene.point, directionId, amount), scene.palette);
}

/** Back to where no direction leads. */
export function withoutShifts(scene: Scene): Scene {
  return touched(scene, withShifts(scene.point, []), scene.palette);
}

/**
 * The picture and both works by another model, as far as it knows who paints them.
 * @param genres that the picture's model was made for
 */
export function withModel(scene: Scene, facts: ModelFacts, genres?: readonly string[]): Scene {
  const { a, b, position } = scene.between;
  const there = (point: LatentPoint) => inModel(point, facts, genres);
  const between: Between = { a: there(a), b: there(b), position };
  if (position !== null && position > 0 && position < 1) {
    return withPosition({ ...scene, between }, position, facts);
  }
  const point = there(scene.point);
  const known = scene.palette.filter((classId) => mixableIds(facts).includes(classId));
  const palette = [...new Set([...known, ...paletteOf(point)])];
  return { point, palette, between: located(between, point) };
}

/** Moves the picture along the line from A to B; `position` in [0, 1]. */
export function withPosition(scene: Scene, position: number, facts: ModelFacts): Scene {
  const t = onGrid(position);
  const { a, b } = scene.between;
  const point = t === 0 ? a : t === 1 ? b : interpolatePoints(a, b, t, facts);
  return { point, palette: paletteOf(a, b), between: { a, b, position: t } };
}

/**
 * Chooses an end. A picture that stands between the ends moves along with them,
 * unless it becomes an end itself.
 * There is no way between works of two models: the other end gives way.
 */
export function withEnd(scene: Scene, end: EndName, point: LatentPoint, facts: ModelFacts): Scene {
  const other = scene.between[end === 'a' ? 'b' : 'a'];
  const between: Between =
    other.model === point.model
      ? { ...scene.between, [end]: point }
      : { a: point, b: point, position: scene.between.position };
  if (between.position === null || samePoint(point, scene.point)) {
    return { ...scene, between: located(between, scene.point) };
  }
  return withPosition({ ...scene, between }, between.position, facts);
}

/** Turns the line round; the picture stays. */
export function withEndsSwapped(scene: Scene): Scene {
  const { a, b, position } = scene.between;
  return {
    ...scene,
    between: { a: b, b: a, position: position === null ? null : onGrid(1 - position) },
  };
}

export function sameScene(one: Scene, two: Scene): boolean {
  return (
    one === two ||
    (samePoint(one.point, two.point) &&
      samePoint(one.between.a, two.between.a) &&
      samePoint(one.between.b, two.between.b) &&
      one.between.position === two.between.position &&
      one.palette.join() === two.palette.join())
  );
}

/** A place between the ends: in [0, 1], on a grid finer than any slider, so that places compare. */
function onGrid(position: number): number {
  return Math.round(Math.min(1, Math.max(0, position)) * 10_000) / 10_000;
}

function touched(scene: Scene, point: LatentPoint, palette: readonly string[]): Scene {
  return { point, palette, between: located(scene.between, point) };
}

/** A picture that is one of the ends stands there; any other has left the line. */
function located(between: Between, point: LatentPoint): Between {
  if (samePoint(point, between.a)) return { ...between, position: 0 };
  if (samePoint(point, between.b)) return { ...between, position: 1 };
  return { ...between, position: null };
}

function paletteOf(...points: readonly LatentPoint[]): string[] {
  return [...new Set(points.flatMap((point) => point.mix.map((entry) => entry.classId)))];
}
