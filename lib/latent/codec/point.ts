import { SfumatoError } from '@/lib/errors';

import { assertCanonical, assertFits, PSI_MAX, PSI_STEPS, unknownDirection } from '../canonical';
import { MAX_MIX_CLASSES, mixableIds, WEIGHT_STEPS } from '../mix';
import type { LatentPoint, LatentSource, Mix, ModelFacts, Shift, Shifts } from '../point';
import { MAX_SHIFTS, SHIFT_MAX, SHIFT_STEPS } from '../shifts';
import { GRID_LIMIT, GRID_STEPS } from '../vector';
import { damaged, indexBits, type BitReader, type BitWriter } from './bits';
import { fnv1a } from './hash';

/** Where the vector comes from: two bits, of which the higher one says that shifts follow. */
const SEED = 0;
const VECTOR = 1;
const SHIFTED = 2;

/**
 * A point without its model, which stands before it:
 * truncation in hundredths (8 bits) · mix · kind of source (2) · seed (32), or per
 * component its grid step + 512 (10) · shifts, if the kind says so.
 * @throws SfumatoError `invalid-point`, `unknown-class` for points that have no code.
 */
export function writePoint(writer: BitWriter, point: LatentPoint, facts: ModelFacts): void {
  assertFits(point, facts);
  assertCanonical(point);
  writer.write(Math.round(point.psi * PSI_STEPS), 8);
  writeMix(writer, point.mix, facts);
  writeSource(writer, point.source, point.shifts ? SHIFTED : 0);
  if (point.shifts) writeShifts(writer, point.shifts, facts);
}

/**
 * @throws SfumatoError `invalid-code` for everything that is not in canonical form,
 * `outdated-point` for a direction that the model no longer has.
 */
export function readPoint(reader: BitReader, facts: ModelFacts): LatentPoint {
  const psi = reader.read(8) / PSI_STEPS;
  if (psi > PSI_MAX) throw damaged('its truncation is out of range');
  const mix = readMix(reader, facts);
  const kind = reader.read(2);
  const source = readSource(reader, kind & ~SHIFTED, facts);
  const point = { model: facts.id, source, mix, psi };
  return kind & SHIFTED ? { ...point, shifts: readShifts(reader, facts) } : point;
}

function writeSource(writer: BitWriter, source: LatentSource, flags: number): void {
  switch (source.kind) {
    case 'seed':
      writer.write(SEED | flags, 2);
      writer.write(source.seed, 32);
      return;
    case 'vector':
      writer.write(VECTOR | flags, 2);
      for (const x of source.z) writer.write(Math.round(x * GRID_STEPS) + GRID_LIMIT + 1, 10);
      return;
    default:
      source satisfies never;
  }
}

function readSource(reader: BitReader, kind: number, facts: ModelFacts): LatentSource {
  if (kind === SEED) return { kind: 'seed', seed: reader.read(32) };
  const z: number[] = [];
  while (z.length < facts.latentDim) {
    const step = reader.read(10) - GRID_LIMIT - 1;
    if (step < -GRID_LIMIT) throw damaged('a component is out of range');
    z.push(step / GRID_STEPS);
  }
  return { kind: 'vector', z };
}

/**
 * The number of shifts − 1 (4 bits); for each a hash of the direction's id (16) and the
 * amount in steps + 60 (7). A hash rather than an index: directions may be added, and one
 * that was measured anew has another id, so that its old links are known to be outdated.
 */
function writeShifts(writer: BitWriter, shifts: Shifts, facts: ModelFacts): void {
  writer.write(shifts.length - 1, 4);
  for (const { directionId, amount } of shifts) {
    const hash = hashOf(directionId);
    if (facts.directionIds?.some((id) => id !== directionId && hashOf(id) === hash)) {
      throw new SfumatoError(
        'internal',
        `Two directions of "${facts.id}" have the same short name in links: measure them anew.`,
      );
    }
    writer.write(hash, 16);
    writer.write(Math.round((amount + SHIFT_MAX) * SHIFT_STEPS), 7);
  }
}

function readShifts(reader: BitReader, facts: ModelFacts): Shifts {
  const count = reader.read(4) + 1;
  if (count > MAX_SHIFTS) throw damaged('it has too many shifts');
  const shifts: Shift[] = [];
  while (shifts.length < count) {
    const hash = reader.read(16);
    const steps = reader.read(7) - SHIFT_MAX * SHIFT_STEPS;
    const directionId = facts.directionIds?.find((id) => hashOf(id) === hash);
    if (directionId === undefined) throw unknownDirection(facts.id);
    if (steps === 0 || steps > SHIFT_MAX * SHIFT_STEPS) throw damaged('a shift is out of range');
    const last = shifts[shifts.length - 1];
    if (last && last.directionId >= directionId) throw damaged('its shifts are out of order');
    shifts.push({ directionId, amount: steps / SHIFT_STEPS });
  }
  return shifts;
}

const hashOf = (directionId: string) => {
  const hash = fnv1a(directionId);
  return (hash >>> 16) ^ (hash & 0xffff);
};

/**
 * The number of classes (4 bits); for each its index (as many bits as the list needs)
 * and, but for the last, its weight in thousandths (10). The last has what remains.
 */
function writeMix(writer: BitWriter, mix: Mix, facts: ModelFacts): void {
  const ids = mixableIds(facts);
  writer.write(mix.length, 4);
  mix.forEach(({ classId, weight }, i) => {
    writer.write(ids.indexOf(classId), indexBits(ids.length));
    if (i < mix.length - 1) writer.write(Math.round(weight * WEIGHT_STEPS), 10);
  });
}

function readMix(reader: BitReader, facts: ModelFacts): Mix {
  const count = reader.read(4);
  if (count > MAX_MIX_CLASSES) throw damaged('its mix has too many classes');
  const ids = mixableIds(facts);
  if ((count === 0) !== (ids.length === 0)) throw damaged('its mix is not the model’s');
  const weights = new Map<string, number>();
  let rest = WEIGHT_STEPS;
  for (let i = 0; i < count; i++) {
    const classId = ids[reader.read(indexBits(ids.length))];
    if (classId === undefined) throw damaged('there is no such class');
    const steps = i < count - 1 ? reader.read(10) : rest;
    if (steps < 1) throw damaged('a weight is 0');
    rest -= steps;
    weights.set(classId, steps / WEIGHT_STEPS);
  }
  if (weights.size < count) throw damaged('a class appears twice');
  return [...weights].map(([classId, weight]) => ({ classId, weight }));
}
