import { SfumatoError } from '@/lib/errors';

import { roundPsi } from './canonical';
import { blendMixes, createMix } from './mix';
import type { LatentPoint, LatentSource, Mix, ModelFacts, Shifts } from './point';
import { createRandom, gaussianVector, shuffle, type Random } from './random';
import { vectorOf } from './resolve';
import { blendShifts, withShifts } from './shifts';
import { combine, directionOf, norm, perpendicularPart } from './sphere';
import { quantizeVector, slerp } from './vector';

/**
 * A point on the way from a to b: vectors by `slerp`, mixes, truncation and shifts linearly.
 * At t ≤ 0 it is a itself and at t ≥ 1 b itself, so that a seeded point stays
 * seeded; between points of the same seed or vector the vector rests.
 * In between, the vector is on the codec's grid, so every frame has an exact link.
 *
 * @throws SfumatoError `invalid-point`, `unknown-class` for points that are not the model's.
 */
export function interpolatePoints(
  a: LatentPoint,
  b: LatentPoint,
  t: number,
  facts: ModelFacts,
): LatentPoint {
  const from = vectorOf(a, facts);
  const to = vectorOf(b, facts);
  if (t <= 0) return a;
  if (t >= 1) return b;
  return blendOf(a, b, t, () => slerp(from, to, t));
}

/**
 * The canonical point between two of one model, when its vector is known; `vector` is
 * asked only where the sources differ. 0 < t < 1.
 */
export function blendOf(
  a: LatentPoint,
  b: LatentPoint,
  t: number,
  vector: () => ArrayLike<number>,
): LatentPoint {
  const between: LatentPoint = {
    model: a.model,
    source: sameSource(a.source, b.source)
      ? a.source
      : { kind: 'vector', z: quantizeVector(vector()) },
    mix: blendMixes([
      { mix: a.mix, weight: 1 - t },
      { mix: b.mix, weight: t },
    ]),
    psi: roundPsi((1 - t) * a.psi + t * b.psi),
  };
  const parts = [
    { point: a, weight: 1 - t },
    { point: b, weight: t },
  ];
  return withShifts(between, blendShifts(parts));
}

export interface VariationOptions {
  /** How far children lie from their parent, in [0, 1]: 0 not at all, 1 as far as strangers. */
  readonly amount: number;
  /** How many children, 0 to 64. */
  readonly count: number;
  /** The same seed gives the same children; more of them leave the first ones as they are. */
  readonly seed: number;
}

/** Largest relative change of a weight in a child, at full amount. */
const MIX_JITTER = 0.3;

/**
 * Children of a point. Each turns the parent's direction by amount · 90° towards a
 * fresh Gaussian one (independent vectors of many dimensions stand at 90° to each
 * other) and takes over its length to the same share; weights waver a little, but
 * the classes, the truncation and the shifts stay. (Engines may differ in the last bit of a sine;
 * rounding to the grid hides that practically always. Links hold the vector itself.)
 *
 * @throws SfumatoError `invalid-input` for options out of range, and as `vectorOf` does.
 */
export function variations(
  point: LatentPoint,
  { amount, count, seed }: VariationOptions,
  facts: ModelFacts,
): LatentPoint[] {
  if (!(amount >= 0 && amount <= 1) || !Number.isInteger(count) || count < 0 || count > 64) {
    throw new SfumatoError(
      'invalid-input',
      'Variations need an amount from 0 to 1 and a count from 0 to 64.',
    );
  }
  const parent = vectorOf(point, facts);
  const length = norm(parent);
  const seeds = createRandom(seed);
  return Array.from({ length: count }, () => {
    const random = createRandom(seeds.uint32());
    const stranger = gaussianVector(random.uint32(), facts.latentDim);
    if (amount === 0) return point;
    const forward = directionOf(parent);
    const side = perpendicularPart(stranger, forward);
    const angle = (amount * Math.PI) / 2;
    const radius = (1 - amount) * length + amount * norm(stranger);
    return {
      ...point,
      source: {
        kind: 'vector',
        z: quantizeVector(
          combine(radius * Math.cos(angle), forward, radius * Math.sin(angle), side),
        ),
      },
      mix: waveredMix(point.mix, amount * MIX_JITTER, random),
      psi: roundPsi(point.psi),
    };
  });
}

function waveredMix(mix: Mix, jitter: number, random: Random): Mix {
  const wavered = createMix(
    mix.map(({ classId, weight }) => ({
      classId,
      weight: weight * (1 + jitter * (2 * random.uniform() - 1)),
    })),
  );
  return wavered.length === mix.length ? wavered : mix; // a child keeps even the smallest class
}

/** How often the dice give a mix of one, two or three classes, in percent. */
const DICE = [50, 35, 15] as const;
/** Diced weights are multiples of 1/20: round numbers that a person can take up and change. */
const DICE_STEPS = 20;
/** No diced class has less than 2/20: it should be seen. */
const DICE_LEAST = 2;
/** A truncation that is safe for a first look and still varied. */
const DICE_PSI = 0.8;

/**
 * What the dice roll: the seed's vector with one to three classes at round weights,
 * the greatest first; where some say what is to be seen, one of these before them. The same seed gives the same point for the same model.
 * @throws SfumatoError `invalid-input` unless the seed is an unsigned 32-bit integer.
 */
export function randomPoint(seed: number, facts: ModelFacts): LatentPoint {
  if (seed !== seed >>> 0) {
    throw new SfumatoError('invalid-input', 'A seed is a whole number from 0 to 4294967295.');
  }
  // Another stream than the vector's own, or vectors and classes would be tied to each other.
  const random = createRandom(seed ^ 0x6d69786d);
  return {
    model: facts.id,
    source: { kind: 'seed', seed },
    mix: dicedMix(facts, random),
    psi: DICE_PSI,
  };
}

function dicedMix({ classIds, subjectIds = [] }: ModelFacts, random: Random): Mix {
  if (classIds.length === 0) return [];
  const roll = random.integer(100);
  const wanted = roll < DICE[0] ? 1 : roll < DICE[0] + DICE[1] ? 2 : 3;
  const others = classIds.filter((id) => !subjectIds.includes(id));
  const chosen = shuffle(others, random).slice(0, wanted);
  if (subjectIds.length > 0) chosen.unshift(subjectIds[random.integer(subjectIds.length)]!);
  // Cutting the spare steps at random places gives lopsided mixes as often as even ones.
  const spare = DICE_STEPS - DICE_LEAST * chosen.length;
  const cuts = chosen.slice(1).map(() => random.integer(spare + 1));
  cuts.sort((a, b) => a - b);
  const steps = [...cuts, spare].map((cut, i) => cut - (cuts[i - 1] ?? 0) + DICE_LEAST);
  steps.sort((a, b) => b - a);
  return createMix(chosen.map((classId, i) => ({ classId, weight: steps[i]! / DICE_STEPS })));
}

/** Whether two points show the same picture: everything equal but the order of the mix. */
export function samePoint(a: LatentPoint, b: LatentPoint): boolean {
  if (a === b) return true;
  if (a.model !== b.model || a.psi !== b.psi || a.mix.length !== b.mix.length) return false;
  const weights = new Map(b.mix.map((entry) => [entry.classId, entry.weight]));
  return (
    sameSource(a.source, b.source) &&
    sameShifts(a.shifts ?? [], b.shifts ?? []) &&
    a.mix.every((entry) => weights.get(entry.classId) === entry.weight)
  );
}

function sameShifts(a: Shifts, b: Shifts): boolean {
  return (
    a.length === b.length &&
    a.every((shift, i) => {
      const other = b[i]!;
      return shift.directionId === other.directionId && shift.amount === other.amount;
    })
  );
}

function sameSource(a: LatentSource, b: LatentSource): boolean {
  if (a === b) return true;
  if (a.kind === 'seed') return b.kind === 'seed' && a.seed === b.seed;
  return b.kind === 'vector' && a.z.length === b.z.length && a.z.every((x, i) => x === b.z[i]);
}
