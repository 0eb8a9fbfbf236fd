import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { encodePoint } from '@/lib/latent/codec';
import { openEnvelope, sealEnvelope } from '@/lib/latent/codec/envelope';
import { createRandom } from '@/lib/latent/random';
import { testCatalogue, testPoint } from '@/lib/studio/testing';
import type { HouseStyle } from '@/models/card';
import { readStyleVector, writeStyleVector } from '@/models/style-vectors';

import { decodeTransfer, encodeTransfer, resolveTransfer, type StylizerFacts } from './code';
import { PLAIN_SETTINGS, type StyleSource, type TransferSettings } from './settings';

const DIM = 100;
const FACTS: StylizerFacts = { id: 'painter', version: 3, styleDim: DIM };
const normal = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: DIM }, () => random.gaussian());
};
const HOUSE = ['monet', 'turner', 'klimt'].map((artist, i): HouseStyle => ({
  ...{ id: artist, name: artist, artist, kind: 'artist', count: 9 },
  vector: writeStyleVector(normal(i)),
}));
const house = (id: string): StyleSource => ({ kind: 'house', id });
const point: StyleSource = { kind: 'point', code: encodePoint(testPoint(7), testCatalogue) };
const picture: StyleSource = { kind: 'picture', id: 'p', name: 'secret-name.jpg' };
const vector = Float32Array.from(normal(9));
const numbersOf = () => vector;

const settingsOf = (...sources: StyleSource[]): TransferSettings => ({
  ...PLAIN_SETTINGS,
  styles: sources.map((source, i) => ({ source, weight: 20 + i })),
  ...{ strength: 0.85, keepColours: true, brush: 384 },
});
const encode = (settings: TransferSettings) => encodeTransfer(settings, FACTS, HOUSE, numbersOf);
const decode = (code: string, facts = FACTS) => decodeTransfer(code, [facts], testCatalogue);
const codeOf = (thrower: () => unknown): string | undefined => {
  try {
    thrower();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return thrown.code;
    throw thrown;
  }
};

describe('the link of a transfer', () => {
  it('brings styles and settings back as they were', () => {
    const settings = settingsOf(house('turner'), house('monet'), point);
    const code = encode(settings);
    expect(resolveTransfer(decode(code), HOUSE)).toEqual(settings);
    expect(encode(resolveTransfer(decode(code), HOUSE))).toBe(code);
  });

  it('is short for styles of the house', () => {
    expect(encode(settingsOf(house('monet'))).length).toBeLessThanOrEqual(20);
    expect(
      encode(settingsOf(house('monet'), house('turner'), house('klimt'))).length,
    ).toBeLessThanOrEqual(36);
  });

  it('carries the numbers of a picture, coarsened, and nothing else of it', () => {
    const code = encode(settingsOf(picture));
    expect(code.length).toBeLessThan(170);
    const [style] = resolveTransfer(decode(code), HOUSE).styles;
    if (style?.source.kind !== 'numbers') throw new Error('It should have come as numbers.');
    const read = readStyleVector(style.source.vector);
    const largest = Math.max(...vector.map(Math.abs));
    read.forEach((x, i) => expect(Math.abs(x - vector[i]!)).toBeLessThanOrEqual(largest / 127));
    expect(JSON.stringify(decode(code))).not.toContain('secret');
    // Passed on, it does not wear out.
    expect(encode(resolveTransfer(decode(code), HOUSE))).toBe(code);
  });

  it.each([0.01, 0.3, 1, 40, 5000])('holds numbers of any size: %f', (scale) => {
    const scaled = vector.map((x) => x * scale);
    const code = encodeTransfer(settingsOf(picture), FACTS, HOUSE, () => scaled);
    const linked = resolveTransfer(decode(code), HOUSE);
    expect(encode(linked)).toBe(code);
    const source = linked.styles[0]!.source;
    const read = readStyleVector(source.kind === 'numbers' ? source.vector : '');
    const largest = Math.max(...scaled.map(Math.abs));
    read.forEach((x, i) => expect(Math.abs(x - scaled[i]!)).toBeLessThanOrEqual(largest / 127));
  });

  it('asks for a style, and for one whose numbers are known', () => {
    expect(codeOf(() => encode(settingsOf()))).toBe('invalid-input');
    expect(codeOf(() => encodeTransfer(settingsOf(picture), FACTS, HOUSE, () => undefined))).toBe(
      'invalid-input',
    );
  });
});

describe('a link that cannot be opened', () => {
  const code = encode(settingsOf(house('turner'), picture));

  it('is damaged when anything of it is another', () => {
    for (let i = 0; i < code.length; i++) {
      const other = code[i] === 'A' ? 'B' : 'A';
      expect(codeOf(() => decode(code.slice(0, i) + other + code.slice(i + 1)))).toBe(
        'invalid-code',
      );
      expect(codeOf(() => decode(code.slice(0, i)))).toBe('invalid-code');
    }
  });

  it('is outdated, not wrong, when the model was trained anew', () => {
    expect(codeOf(() => decode(code, { ...FACTS, version: 4 }))).toBe('outdated-point');
    expect(codeOf(() => decode(code, { ...FACTS, version: 2 }))).toBe('outdated-point');
    const moved = HOUSE.map((style) => ({ ...style, vector: writeStyleVector(normal(77)) }));
    expect(codeOf(() => resolveTransfer(decode(code), moved))).toBe('outdated-point');
  });

  it('says so when its model or its format is not here', () => {
    expect(codeOf(() => decode(code, { ...FACTS, id: 'another' }))).toBe('unknown-model');
    const { body } = openEnvelope(code);
    expect(codeOf(() => decode(sealEnvelope({ version: 2, body })))).toBe('unknown-version');
    expect(codeOf(() => decode(encodePoint(testPoint(1), testCatalogue)))).toBe('invalid-code');
  });

  it('is refused without harm whatever it holds', () => {
    const random = createRandom(5);
    const { body } = openEnvelope(code);
    for (let i = 0; i < 2000; i++) {
      const bytes = Uint8Array.from(body.subarray(0, random.integer(body.length + 1)));
      for (let n = random.integer(6); n > 0 && bytes.length > 5; n--) {
        bytes[5 + random.integer(bytes.length - 5)] = random.integer(256);
      }
      const forged = sealEnvelope({ version: 1, body: bytes });
      const problem = codeOf(() => {
        // What can be read is what would have been written.
        const linked = decode(forged);
        const sources = linked.styles.map(({ source }) => source.kind);
        if (!sources.includes('hash')) expect(encode(resolveTransfer(linked, HOUSE))).toBe(forged);
      });
      expect([undefined, 'invalid-code', 'outdated-point', 'unknown-model']).toContain(problem);
    }
  });
});
