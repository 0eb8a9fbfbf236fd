/**
 * The codec reads whatever stands in an address bar. Whatever it is given, it answers
 * quickly, throws nothing but SfumatoError, and accepts only what it would write itself.
 */
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { randomPoint, variations } from './blend';
import { decodeMessage, encodeMessage, type Message } from './codec';
import { fromBase64Url, toBase64Url } from './codec/base64url';
import { openEnvelope, sealEnvelope } from './codec/envelope';
import { createRandom, type Random } from './random';
import { CATALOGUE, FACTS, PLAIN } from './testing';

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];

const seeded = [1, 2, 9].map((seed) => randomPoint(seed, FACTS));
const free = variations(seeded[0]!, { amount: 0.5, count: 2, seed: 1 }, FACTS);
const plain = [5, 6].map((seed) => randomPoint(seed, PLAIN));
const messages: Message[] = [
  ...[...seeded, ...free, ...plain].map((point): Message => ({ kind: 'point', point })),
  {
    kind: 'walk',
    walk: {
      model: PLAIN.id,
      keyframes: plain.map((point) => ({ point, seconds: 4 })),
      interpolation: 'spline',
      loop: true,
    },
  },
  { kind: 'arithmetic', arithmetic: { a: [seeded[0]!], b: [seeded[1]!], c: [free[0]!] } },
];
const codes = messages.map((message) => encodeMessage(message, CATALOGUE));
const bodies = codes.map((code) => openEnvelope(code).body);

const pick = <T>(items: readonly T[], random: Random) => items[random.integer(items.length)]!;
const bytesOf = (length: number, random: Random) =>
  Uint8Array.from({ length }, () => random.integer(256));

/** @returns whether the code was accepted */
function tryCode(code: string): boolean {
  let message: Message;
  try {
    message = decodeMessage(code, CATALOGUE);
  } catch (error) {
    if (error instanceof SfumatoError && error.code !== 'internal') return false;
    throw new Error(`Escaped from the family: ${JSON.stringify(code)}`, { cause: error });
  }
  if (encodeMessage(message, CATALOGUE) !== code) throw new Error(`Not canonical: ${code}`);
  return true;
}

/** Bits flipped, cut off, put in, or the tail of another in place of its own. */
function mutated(bytes: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  const at = random.integer(bytes.length + 1);
  switch (random.integer(5)) {
    case 0: {
      const copy = Uint8Array.from(bytes);
      for (let n = 1 + random.integer(3); n > 0; n--) {
        copy[random.integer(copy.length)]! ^= 1 << random.integer(8);
      }
      return copy;
    }
    case 1:
      return bytes.slice(0, at);
    case 2:
      return bytes.slice(at);
    case 3: {
      const middle = bytesOf(1 + random.integer(4), random);
      return Uint8Array.from([...bytes.slice(0, at), ...middle, ...bytes.slice(at)]);
    }
    default: {
      const other = pick(others, random);
      return Uint8Array.from([...bytes.slice(0, at), ...other.slice(random.integer(other.length))]);
    }
  }
}

describe('the codec', () => {
  it('survives 100,000 random strings', () => {
    const random = createRandom(1);
    for (let i = 0; i < 100_000; i++) {
      const length = random.integer(i % 100 === 0 ? 2000 : 80);
      const anyUnit = i % 4 === 0;
      const code = Array.from({ length }, () =>
        anyUnit ? String.fromCharCode(random.integer(65536)) : pick(ALPHABET, random),
      ).join('');
      tryCode(code);
    }
  });

  it('survives 40,000 damaged codes', () => {
    const random = createRandom(2);
    const raw = codes.map(fromBase64Url);
    for (let i = 0; i < 40_000; i++) tryCode(toBase64Url(mutated(pick(raw, random), raw, random)));
  });

  it('survives 40,000 forged bodies under a right checksum, and accepts a few', () => {
    const random = createRandom(3);
    let accepted = 0;
    for (let i = 0; i < 40_000; i++) {
      const body =
        i % 2 === 0
          ? mutated(pick(bodies, random), bodies, random)
          : // A right header, so that the parsers behind it get to see the noise.
            Uint8Array.from([
              ...pick(bodies, random).slice(0, 6),
              ...bytesOf(random.integer(40), random),
            ]);
      if (tryCode(sealEnvelope({ version: 1, body }))) accepted++;
    }
    expect(accepted).toBeGreaterThan(100);
  });

  it('accepts its own codes', () => {
    expect(codes.every(tryCode)).toBe(true);
  });
});
