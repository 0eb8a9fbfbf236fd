import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError, type ErrorCode } from '@/lib/errors';
import { openEnvelope, sealEnvelope } from '@/lib/latent/codec/envelope';
import { createRandom, type Random } from '@/lib/latent/random';

import { decodeAnswer, encodeAnswer, summarize, type ClassifierFacts } from './code';
import { answerOf, anyAnswer, FACTS } from './testing';

const CATALOGUE = [FACTS];
const ANSWER = answerOf({ 'claude-monet': 0.7236, 'alfred-sisley': 0.2, rembrandt: 0.05 });
const CODE = encodeAnswer(ANSWER, CATALOGUE);

function errorOf(code: string, catalogue: readonly ClassifierFacts[] = CATALOGUE): ErrorCode {
  try {
    decodeAnswer(code, catalogue);
  } catch (error) {
    if (error instanceof SfumatoError) return error.code;
    throw error;
  }
  throw new Error('The code was accepted.');
}

describe('the code of an answer', () => {
  it('comes back exactly as far as it is held: five artists, three styles, two genres, thousandths', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const summary = summarize(answer);
        expect(decodeAnswer(encodeAnswer(answer, CATALOGUE), CATALOGUE)).toEqual(summary);
        expect(summary.artists).toHaveLength(5);
        expect(summary.styles).toHaveLength(3);
        expect(summary.genres).toHaveLength(2);
        summary.artists.forEach(({ id, probability }, i) => {
          expect(id).toBe(answer.artists[i]!.id);
          expect(Math.abs(probability - answer.artists[i]!.probability)).toBeLessThanOrEqual(
            0.0005 + 1e-12,
          );
        });
      }),
      { numRuns: 500 },
    );
  });

  it('holds names and years by way of the model, not in the link', () => {
    expect(decodeAnswer(CODE, CATALOGUE).artists[0]).toEqual({
      id: 'claude-monet',
      name: 'Claude Monet',
      died: 1926,
      probability: 0.724,
    });
  });

  it('is short and safe in an address', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        expect(encodeAnswer(answer, CATALOGUE)).toMatch(/^[\w-]{20,60}$/);
      }),
    );
  });

  it('is the same for an answer and for its summary', () => {
    expect(encodeAnswer(summarize(ANSWER), CATALOGUE)).toBe(CODE);
  });
});

describe('a code that cannot be read', () => {
  it('is damaged when a character is missing or another', () => {
    expect(errorOf(CODE.slice(0, -1))).toBe('invalid-code');
    const at = 10;
    const other = CODE[at] === 'A' ? 'B' : 'A';
    expect(errorOf(CODE.slice(0, at) + other + CODE.slice(at + 1))).toBe('invalid-code');
    expect(errorOf('')).toBe('invalid-code');
  });

  it('is of a newer format', () => {
    const { body } = openEnvelope(CODE);
    expect(errorOf(sealEnvelope({ version: 2, body }))).toBe('unknown-version');
  });

  it('is of a model that is not here, of a newer one, or of other lists', () => {
    const code = (facts: ClassifierFacts) =>
      encodeAnswer({ ...ANSWER, model: facts.id, version: facts.version }, [facts]);
    expect(errorOf(code({ ...FACTS, id: 'elsewhere' }))).toBe('unknown-model');
    expect(errorOf(code({ ...FACTS, version: 4 }))).toBe('outdated-point');
    const resorted = { ...FACTS, artists: [...FACTS.artists].reverse() };
    expect(errorOf(code(resorted))).toBe('outdated-point');
    expect(errorOf(CODE, [])).toBe('unknown-model');
  });

  it('is readable, though, after the model went on learning the same painters', () => {
    const learned = { ...FACTS, version: 9 };
    expect(decodeAnswer(CODE, [learned])).toEqual(summarize(ANSWER));
  });

  it('is not written for a model or an artist that is not here', () => {
    expect(() => encodeAnswer({ ...ANSWER, model: 'gone' }, CATALOGUE)).toThrow(
      /no longer on this site/,
    );
    const stranger = { id: 'nobody', name: 'Nobody', probability: 0.5 };
    expect(() => encodeAnswer({ ...ANSWER, artists: [stranger] }, CATALOGUE)).toThrow(/nobody/);
  });
});

describe('whatever stands in an address', () => {
  const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
  const pick = <T>(items: readonly T[], random: Random) => items[random.integer(items.length)]!;

  /** @returns whether the code was accepted; then it is the only one for its answer. */
  function tryCode(code: string): boolean {
    let answer;
    try {
      answer = decodeAnswer(code, CATALOGUE);
    } catch (error) {
      if (error instanceof SfumatoError && error.code !== 'internal') return false;
      throw new Error(`Escaped from the family: ${JSON.stringify(code)}`, { cause: error });
    }
    if (encodeAnswer(answer, CATALOGUE) !== code) throw new Error(`Not canonical: ${code}`);
    return true;
  }

  it('survives 100,000 random strings', () => {
    const random = createRandom(1);
    for (let i = 0; i < 100_000; i++) {
      const anyUnit = i % 4 === 0;
      const length = random.integer(i % 100 === 0 ? 2000 : 80);
      const code = Array.from({ length }, () =>
        anyUnit ? String.fromCharCode(random.integer(65536)) : pick(ALPHABET, random),
      ).join('');
      tryCode(code);
    }
  });

  it('survives 40,000 forged bodies under a right checksum, and accepts a few', () => {
    const random = createRandom(2);
    const { body } = openEnvelope(CODE);
    let accepted = 0;
    for (let i = 0; i < 40_000; i++) {
      const forged = Uint8Array.from(body);
      for (let n = 1 + random.integer(4); n > 0; n--) {
        forged[random.integer(forged.length)]! ^= 1 << random.integer(8);
      }
      const cut = i % 3 === 0 ? forged.subarray(0, random.integer(forged.length + 1)) : forged;
      if (tryCode(sealEnvelope({ version: 1, body: cut }))) accepted++;
    }
    expect(accepted).toBeGreaterThan(100);
  });
});
