import { expect, it } from 'vitest';

import { encodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import { pointOfText, slugOfText } from './links';

const catalogue: readonly ModelFacts[] = [{ id: 'm', version: 1, latentDim: 6, classIds: [] }];
const point: LatentPoint = { model: 'm', source: { kind: 'seed', seed: 5 }, mix: [], psi: 1 };
const code = encodePoint(point, catalogue);

it('reads a link to a picture on any address, and a code alone', () => {
  for (const text of [code, `/p/${code}`, ` https://sfumato.example/p/${code}?from=a#b `]) {
    expect(pointOfText(text, catalogue)).toEqual(point);
  }
});

it('knows a short link, which leads to another one', () => {
  for (const text of ['/s/abcDE23', ' https://sfumato.example/s/abcDE23/?from=a ']) {
    expect(slugOfText(text)).toBe('abcDE23');
  }
  for (const text of [`/p/${code}`, 'abcDE23', 'https://elsewhere.example/s/ab']) {
    expect(slugOfText(text)).toBeUndefined();
  }
});

it('says what another link of Sfumato is, and how to come to its picture', () => {
  for (const [text, sentence] of [
    ['sfumato.example/works/abcdefgh-_012345?x', /^This is a page of the gallery/],
    [`https://sfumato.example/transfer/${code}`, /leads to a style/],
    ['https://elsewhere.example/s/ab', /does not lead to a picture/],
    ['https://elsewhere.example/works/ab', /does not lead to a picture/],
  ] as const) {
    expect(() => pointOfText(text, catalogue), text).toThrow(sentence);
  }
});
