/** What hands do in the Studio: each function takes the picture one step further. */
import { randomPoint, variations } from '@/lib/latent/blend';
import type { LatentPoint } from '@/lib/latent/point';
import { shiftOf } from '@/lib/latent/shifts';

import { describeMix, describeShift, percent } from './describe';
import { currentNode } from './history';
import { newSeed } from './id';
import {
  addShare,
  MAX_ARTISTS,
  mixOfShares,
  removeShare,
  replaceShare,
  setShare,
  sharesOf,
  type Share,
} from './mixing';
import { roundWeights } from './pad';
import {
  withEnd,
  withEndsSwapped,
  withMix,
  withModel,
  withPoint,
  withPosition,
  withoutShifts,
  withPsi,
  withShift,
  type EndName,
} from './scene';
import type { Studio, StudioState } from './studio';

/** Children around a point. */
export const CHILDREN = 9;

const sceneOf = (studio: Studio) => studio.store.getState().scene;

/** Shows any point, e.g. one that was kept; `label` says where it came from. */
export function showPoint(studio: Studio, point: LatentPoint, label: string): void {
  studio.modelOf(point); // throws for a model that is not here
  studio.change(label, withPoint(sceneOf(studio), point), { isBeginning: true });
}

/** A new picture altogether. */
export function rollDice(studio: Studio): void {
  const facts = studio.factsOf(sceneOf(studio).point);
  showPoint(studio, randomPoint(newSeed(), facts), 'Rolled the dice');
}

/** Another motif by the same artists. */
export function rollMotif(studio: Studio): void {
  const scene = sceneOf(studio);
  const point: LatentPoint = { ...scene.point, source: { kind: 'seed', seed: newSeed() } };
  studio.change('New motif', { ...withPoint(scene, point), palette: scene.palette });
}

/** The same artists and the same seed by another model. @throws SfumatoError `unknown-model` */
export function chooseModel(studio: Studio, model: string): void {
  const scene = sceneOf(studio);
  if (scene.point.model === model) return;
  const there = { ...scene.point, model };
  const { genres } = studio.modelOf(scene.point);
  const { title } = studio.modelOf(there);
  studio.change(`Drawn by “${title}”`, withModel(scene, studio.factsOf(there), genres));
}

/** All artists at hand with their weights. */
export function shares(state: Pick<StudioState, 'scene'>): Share[] {
  return sharesOf(state.scene.point.mix, state.scene.palette);
}

/** Gives the artists these weights. */
export function setShares(studio: Studio, next: readonly Share[], gesture?: string): void {
  const scene = sceneOf(studio);
  const mix = mixOfShares(next);
  const label = describeMix(mix, studio.modelOf(scene.point));
  const palette = next.map((share) => share.classId);
  studio.change(label, withMix(scene, mix, palette), gesture ? { gesture } : {});
}

/** Gives one artist exactly this weight, 0 to 1. */
export function setWeightOf(studio: Studio, classId: string, weight: number): void {
  const next = setShare(shares(studio.store.getState()), classId, weight);
  setShares(studio, next, `weight ${classId}`);
}

export function addArtist(studio: Studio, classId: string): void {
  const now = shares(studio.store.getState());
  if (now.length < MAX_ARTISTS) setShares(studio, inPercents(addShare(now, classId)));
}

export function removeArtist(studio: Studio, classId: string): void {
  setShares(studio, inPercents(removeShare(shares(studio.store.getState()), classId)));
}

/** Whole percents, where nobody typed anything finer. */
function inPercents(parts: readonly Share[]): Share[] {
  const weights = roundWeights(parts.map((part) => part.weight));
  return parts.map((part, i) => ({ ...part, weight: weights[i]! }));
}

export function replaceArtist(studio: Studio, classId: string, by: string): void {
  setShares(studio, replaceShare(shares(studio.store.getState()), classId, by));
}

/** Equal parts of all artists at hand. */
export function evenOut(studio: Studio): void {
  const equal = shares(studio.store.getState()).map((share) => ({ ...share, weight: 1 }));
  setShares(studio, inPercents(equal));
}

/** Variety (truncation psi), 0 to 1.5. */
export function setVariety(studio: Studio, psi: number): void {
  const scene = withPsi(sceneOf(studio), psi);
  studio.change(`Variety ${scene.point.psi.toFixed(2)}`, scene, { gesture: 'variety' });
}

/** Moves the picture along one of the model's directions, -3 to 3. */
export function shiftAlong(studio: Studio, directionId: string, amount: number): void {
  const before = sceneOf(studio);
  const scene = withShift(before, directionId, amount);
  const model = studio.modelOf(before.point);
  const label = describeShift(directionId, shiftOf(scene.point, directionId), model);
  studio.change(label, scene, { gesture: `direction ${directionId}` });
}

/** Takes all directions back. */
export function straighten(studio: Studio): void {
  studio.change('Directions reset', withoutShifts(sceneOf(studio)));
}

/** Moves the picture along the line between the two works; 0 is A, 1 is B. */
export function moveBetween(studio: Studio, position: number): void {
  const scene = sceneOf(studio);
  const next = withPosition(scene, position, studio.factsOf(scene.between.a));
  const label = `${percent(next.between.position ?? 0)} of the way from A to B`;
  studio.change(label, next, { gesture: 'between' });
}

export function chooseEnd(studio: Studio, end: EndName, point: LatentPoint, label: string): void {
  const scene = sceneOf(studio);
  studio.change(label, withEnd(scene, end, point, studio.factsOf(point)));
}

export function rollEnd(studio: Studio, end: EndName): void {
  const facts = studio.factsOf(sceneOf(studio).between[end]);
  chooseEnd(studio, end, randomPoint(newSeed(), facts), `Rolled the dice for ${nameOf(end)}`);
}

export function currentAsEnd(studio: Studio, end: EndName): void {
  chooseEnd(studio, end, sceneOf(studio).point, `This picture as ${nameOf(end)}`);
}

export function goToEnd(studio: Studio, end: EndName): void {
  const scene = sceneOf(studio);
  const next = withPosition(scene, end === 'a' ? 0 : 1, studio.factsOf(scene.between.a));
  studio.change(`Went to ${nameOf(end)}`, next);
}

export function swapEnds(studio: Studio): void {
  studio.change('Swapped A and B', withEndsSwapped(sceneOf(studio)));
}

/** The nine children around the point, in the order of the grid. */
export function childPoints(studio: Studio, state: Pick<StudioState, 'scene' | 'around'>) {
  const { scene, around } = state;
  const options = { amount: around.amount, count: CHILDREN, seed: around.seed };
  return variations(scene.point, options, studio.factsOf(scene.point));
}

/** The children on show: those of the settled scene, while a change is still going on. */
export function shownChildren(studio: Studio): LatentPoint[] {
  const { history, around } = studio.store.getState();
  return childPoints(studio, { scene: currentNode(history).scene, around });
}

/** Takes a child as the picture; `index` counts from 0. */
export function adoptChild(studio: Studio, index: number): void {
  const child = shownChildren(studio)[index];
  if (child) studio.change(`Took variation ${index + 1}`, withPoint(sceneOf(studio), child));
}

/** Nine others around the same picture. */
export function rollChildren(studio: Studio): void {
  studio.set({ around: { ...studio.store.getState().around, seed: newSeed() } });
}

export function setAmount(studio: Studio, amount: number): void {
  const clamped = Math.min(1, Math.max(0.05, Math.round(amount * 100) / 100));
  studio.set({ around: { ...studio.store.getState().around, amount: clamped } });
}

const nameOf = (end: EndName) => end.toUpperCase();
