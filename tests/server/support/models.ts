/** A model that is made up, and codes of its pictures. */
import { encodeArithmetic, encodePoint, encodeWalk } from '@/lib/latent/codec';
import { createMix } from '@/lib/latent/mix';
import type { LatentPoint } from '@/lib/latent/point';
import { readCard } from '@/lib/server/model-cards';
import { encodeTransfer } from '@/lib/transfer/code';
import { PLAIN_SETTINGS } from '@/lib/transfer/settings';
import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';
import { stylizers } from '@/models/registry';
import { writeStyleVector } from '@/models/style-vectors';

const names = ['Ada Ash', 'Bo Birch', 'Čeněk Cedar', 'Di Dogwood'];

export const MODELS: readonly GeneratorEntry[] = ['trees', 'shrubs'].map((id) => ({
  id,
  kind: 'generator',
  title: id,
  version: 3,
  parameters: 1,
  resolution: 8,
  latentDim: 4,
  bytes: 1,
  classes: names.map((name) => ({ id: idOf(name), name, kind: 'artist', count: 9 })),
}));

const catalogue = MODELS.map(factsOf);

/** The id of an artist: the first name in small letters. */
function idOf(name: string): string {
  return name.split(' ')[0]!.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

export function pointOf(
  seed: number,
  mix: Readonly<Record<string, number>> = { ada: 1 },
  model = 'trees',
): LatentPoint {
  return {
    model,
    source: { kind: 'seed', seed },
    mix: createMix(Object.entries(mix).map(([classId, weight]) => ({ classId, weight }))),
    psi: 0.8,
  };
}

export function pointCode(...point: Parameters<typeof pointOf>): string {
  return encodePoint(pointOf(...point), catalogue);
}

export function walkCode(...points: LatentPoint[]): string {
  const keyframes = points.map((point) => ({ point, seconds: 2 }));
  return encodeWalk({ model: 'trees', keyframes, interpolation: 'slerp', loop: true }, catalogue);
}

export function arithmeticCode(a: LatentPoint[], b: LatentPoint[], c: LatentPoint[]): string {
  return encodeArithmetic({ a, b, c }, catalogue);
}

/** 75 % Claude Monet, 25 % somebody's own picture: of the stylizer that is shipped. */
export function transferCode(): string {
  const [stylizer] = stylizers;
  if (!stylizer) throw new Error('There is no stylizer.');
  const { styles: house } = readCard('stylizer', stylizer.id);
  const monet = house.find(({ artist, kind }) => artist === 'claude-monet' && kind === 'artist')!;
  const own = writeStyleVector(new Float32Array(stylizer.styleDim).fill(0.5));
  const styles = [
    { source: { kind: 'house', id: monet.id }, weight: 60 },
    { source: { kind: 'numbers', vector: own }, weight: 20 },
  ] as const;
  return encodeTransfer({ ...PLAIN_SETTINGS, styles }, stylizer, house, () => undefined);
}
