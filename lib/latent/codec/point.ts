import { assertCanonical, assertFits, PSI_MAX, PSI_STEPS } from '../canonical';
import { MAX_MIX_CLASSES, WEIGHT_STEPS } from '../mix';
import type { LatentPoint, LatentSource, Mix, ModelFacts } from '../point';
import { GRID_LIMIT, GRID_STEPS } from '../vector';
import { damaged, type BitReader, type BitWriter } from './bits';

/** Where the vector comes from: two bits, so that there is room for two more kinds. */
const SEED = 0;
const VECTOR = 1;

/**
 * A point without its model, which stands before it:
 * truncation in hundredths (8 bits) · mix · kind of source (2) · seed (32), or per
 * component its grid step + 512 (10).
 * @throws SfumatoError `invalid-point`, `unknown-class` for points that have no code.
 */
export function writePoint(writer: BitWriter, point: LatentPoint, facts: ModelFacts): void {
  assertFits(point, facts);
  assertCanonical(point);
  writer.write(Math.round(point.psi * PSI_STEPS), 8);
  writeMix(writer, point.mix, facts);
  writeSource(writer, point.source);
}

/** @throws SfumatoError `invalid-code` for everything that is not in canonical form. */
export function readPoint(reader: BitReader, facts: ModelFacts): LatentPoint {
  const psi = reader.read(8) / PSI_STEPS;
  if (psi > PSI_MAX) throw damaged('its truncation is out of range');
  const mix = readMix(reader, facts);
  return { model: facts.id, source: readSource(reader, facts), mix, psi };
}

function writeSource(writer: BitWriter, source: LatentSource): void {
  switch (source.kind) {
    case 'seed':
      writer.write(SEED, 2);
      writer.write(source.seed, 32);
      return;
    case 'vector':
      writer.write(VECTOR, 2);
      for (const x of source.z) writer.write(Math.round(x * GRID_STEPS) + GRID_LIMIT + 1, 10);
      return;
    default:
      source satisfies never;
  }
}

function readSource(reader: BitReader, facts: ModelFacts): LatentSource {
  const kind = reader.read(2);
  switch (kind) {
    case SEED:
      return { kind: 'seed', seed: reader.read(32) };
    case VECTOR: {
      const z: number[] = [];
      while (z.length < facts.latentDim) {
        const step = reader.read(10) - GRID_LIMIT - 1;
        if (step < -GRID_LIMIT) throw damaged('a component is out of range');
        z.push(step / GRID_STEPS);
      }
      return { kind: 'vector', z };
    }
    default:
      throw damaged(`there is no source of kind ${kind}`);
  }
}

/**
 * The number of classes (4 bits); for each its index (as many bits as the list needs)
 * and, but for the last, its weight in thousandths (10). The last has what remains.
 */
function writeMix(writer: BitWriter, mix: Mix, facts: ModelFacts): void {
  writer.write(mix.length, 4);
  mix.forEach(({ classId, weight }, i) => {
    writer.write(facts.classIds.indexOf(classId), indexBits(facts));
    if (i < mix.length - 1) writer.write(Math.round(weight * WEIGHT_STEPS), 10);
  });
}

function readMix(reader: BitReader, facts: ModelFacts): Mix {
  const count = reader.read(4);
  if (count > MAX_MIX_CLASSES) throw damaged('its mix has too many classes');
  if ((count === 0) !== (facts.classIds.length === 0)) throw damaged('its mix is not the model’s');
  const weights = new Map<string, number>();
  let rest = WEIGHT_STEPS;
  for (let i = 0; i < count; i++) {
    const classId = facts.classIds[reader.read(indexBits(facts))];
    if (classId === undefined) throw damaged('there is no such class');
    const steps = i < count - 1 ? reader.read(10) : rest;
    if (steps < 1) throw damaged('a weight is 0');
    rest -= steps;
    weights.set(classId, steps / WEIGHT_STEPS);
  }
  if (weights.size < count) throw damaged('a class appears twice');
  return [...weights].map(([classId, weight]) => ({ classId, weight }));
}

function indexBits(facts: ModelFacts): number {
  return Math.ceil(Math.log2(Math.max(1, facts.classIds.length)));
}
