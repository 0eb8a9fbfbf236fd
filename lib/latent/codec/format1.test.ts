import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { decodeMessage, decodePoint, encodePoint } from '../codec';
import type { LatentPoint, ModelFacts } from '../point';
import { CATALOGUE, FACTS, PLAIN } from '../testing';
import { BitWriter } from './bits';
import { openEnvelope, sealEnvelope } from './envelope';
import { fnv1a } from './hash';

const SEEDED: LatentPoint = {
  model: FACTS.id,
  source: { kind: 'seed', seed: 5 },
  mix: [{ classId: 'painter-0', weight: 1 }],
  psi: 0.8,
};
const PLAIN_SEEDED: LatentPoint = { ...SEEDED, model: PLAIN.id, mix: [] };

/** A sealed code of format 1 for `PLAIN` or `FACTS`, bit by bit after the model. */
function forged(kind: number, facts: ModelFacts, ...fields: [value: number, width: number][]) {
  const sample = facts === PLAIN ? PLAIN_SEEDED : SEEDED;
  const header = openEnvelope(encodePoint(sample, CATALOGUE)).body.slice(0, 6);
  const writer = new BitWriter();
  writer.write(kind, 4);
  writer.write(header[0]! & 15, 4);
  for (const byte of header.slice(1, 5)) writer.write(byte, 8);
  writer.write(header[5]! >> 4, 4);
  for (const [value, width] of fields) writer.write(value, width);
  return sealEnvelope({ version: 1, body: writer.finish() });
}

describe('a code put together by hand', () => {
  const psi: [number, number] = [80, 8];
  const noMix: [number, number] = [0, 4];
  const seed: [number, number][] = [
    [0, 2],
    [5, 32],
  ];
  const leg: [number, number] = [100, 16];

  it('is read when it is as we write it', () => {
    const code = forged(0, PLAIN, psi, noMix, ...seed);
    expect(decodePoint(code, CATALOGUE)).toEqual(PLAIN_SEEDED);
  });

  const classes = (...fields: [number, number][]) => forged(0, FACTS, psi, ...fields, ...seed);
  const direction = (id: string): [number, number][] => {
    const hash = fnv1a(id);
    return [
      [(hash >>> 16) ^ (hash & 0xffff), 16],
      [80, 7],
    ];
  };
  const [light, sky] = FACTS.directionIds!.map(direction) as [
    [number, number][],
    [number, number][],
  ];
  const shifted = (...fields: [number, number][]) =>
    forged(0, FACTS, psi, [1, 4], [0, 5], [2, 2], [5, 32], ...fields);
  it('is read with shifts', () => {
    const code = shifted([1, 4], ...light, ...sky);
    const shifts = FACTS.directionIds!.slice(0, 2).map((directionId) => ({
      directionId,
      amount: 1,
    }));
    expect(decodePoint(code, CATALOGUE)).toEqual({ ...SEEDED, shifts });
  });

  const cases: [what: string, reason: string, code: string][] = [
    ['another kind', 'no message of kind 3', forged(3, PLAIN, psi, noMix, ...seed)],
    ['a truncation of 1.51', 'truncation', forged(0, PLAIN, [151, 8], noMix, ...seed)],
    ['thirteen shifts', 'too many shifts', shifted([12, 4], ...Array(13).fill(light).flat())],
    ['a shift of nothing', 'shift is out of range', shifted([0, 4], light[0]!, [60, 7])],
    ['a shift of 3.05', 'shift is out of range', shifted([0, 4], light[0]!, [121, 7])],
    ['a direction twice', 'out of order', shifted([1, 4], ...light, ...light)],
    ['directions out of order', 'out of order', shifted([1, 4], ...sky, ...light)],
    ['no shift where one is announced', 'ends too early', shifted()],
    [
      'a component of −8',
      'component',
      forged(0, PLAIN, psi, noMix, [1, 2], ...Array(5).fill([0, 10])),
    ],
    [
      'too few components',
      'ends too early',
      forged(0, PLAIN, psi, noMix, [1, 2], ...Array(4).fill([512, 10])),
    ],
    ['a byte too many', 'goes on too long', forged(0, PLAIN, psi, noMix, ...seed, [0, 8])],
    ['bits behind the end', 'goes on too long', forged(0, PLAIN, psi, noMix, ...seed, [1, 2])],
    ['classes for a model without', 'not the model’s', forged(0, PLAIN, psi, [1, 4], ...seed)],
    ['no classes for a model with', 'not the model’s', classes([0, 4])],
    ['a class behind the last', 'no such class', classes([1, 4], [25, 5])],
    ['a class twice', 'twice', classes([2, 4], [3, 5], [500, 10], [3, 5])],
    ['a weight of 0', 'weight is 0', classes([2, 4], [3, 5], [0, 10], [4, 5])],
    ['nothing left for the last', 'weight is 0', classes([2, 4], [3, 5], [1000, 10], [4, 5])],
    ['weights above 1', 'weight is 0', classes([2, 4], [3, 5], [1023, 10], [4, 5])],
    [
      'nine classes',
      'too many classes',
      classes([9, 4], ...Array.from({ length: 9 }, (_, i): [number, number] => [i, 5])),
    ],
    [
      'another interpolation',
      'no such interpolation',
      forged(1, PLAIN, [2, 2], [0, 7], leg, psi, noMix, ...seed),
    ],
    [
      'more keyframes than there are',
      'ends too early',
      forged(1, PLAIN, [0, 3], [63, 6], leg, psi, noMix, ...seed),
    ],
    ['a leg of 0.09 seconds', 'leg', forged(1, PLAIN, [0, 9], [9, 16], psi, noMix, ...seed)],
    ['a leg of 600.01 seconds', 'leg', forged(1, PLAIN, [0, 9], [60001, 16], psi, noMix, ...seed)],
    ['no points in any tile', 'all tiles', forged(2, PLAIN, [0, 12])],
    [
      'nine points in a tile',
      'too many points',
      forged(
        2,
        PLAIN,
        [9, 4],
        ...Array(9)
          .fill([psi, noMix, ...seed])
          .flat(),
        [0, 8],
      ),
    ],
  ];
  it.each(cases)('is refused for %s', (_, reason, code) => {
    const read = () => decodeMessage(code, CATALOGUE);
    expect(read).toThrow(SfumatoError);
    expect(read).toThrow(
      expect.objectContaining({ code: 'invalid-code', cause: expect.stringContaining(reason) }),
    );
  });
});
