import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { encodeAnswer } from '@/lib/identify/code';
import { answerOf, FACTS } from '@/lib/identify/testing';
import { evaluateArithmetic } from '@/lib/latent/arithmetic';
import { randomPoint } from '@/lib/latent/blend';
import { encodeArithmetic, encodePoint, encodeWalk } from '@/lib/latent/codec';
import { createMix } from '@/lib/latent/mix';
import type { LatentPoint } from '@/lib/latent/point';
import { encodeTransfer } from '@/lib/transfer/code';
import { PLAIN_SETTINGS, type TransferSettings } from '@/lib/transfer/settings';
import type { GeneratorEntry, HouseStyle } from '@/models/card';
import { factsOf } from '@/models/facts';
import { generators, stylizers } from '@/models/registry';
import { writeStyleVector } from '@/models/style-vectors';

import { kindOfCode, openLink, openPicture, pathOfLink, readLink } from './links';
import { readCard } from './model-cards';

const names = ['Ada Ash', 'Bo Birch', 'Cy Cedar', 'Di Dogwood', 'Ed Elm', 'Flo Fir'];
const models: readonly GeneratorEntry[] = [
  {
    id: 'trees',
    kind: 'generator',
    title: 'Trees',
    version: 3,
    parameters: 1,
    resolution: 8,
    latentDim: 4,
    bytes: 1,
    classes: names.map((name) => ({
      id: name.toLowerCase().replace(' ', '-'),
      name,
      kind: 'artist',
      count: 9,
    })),
  },
];
const [facts] = models.map(factsOf);
const catalogue = models.map(factsOf);

const STYLIZER = { id: 'painter', version: 1, styleDim: 4 };
const STYLE: HouseStyle = {
  ...{ id: 'ada-ash', name: 'Ada Ash', artist: 'ada-ash', kind: 'artist', count: 9 },
  vector: writeStyleVector([1, 2, 3, 4]),
};
const IN_ONE_STYLE: TransferSettings = {
  ...PLAIN_SETTINGS,
  styles: [{ source: { kind: 'house', id: STYLE.id }, weight: 100 }],
};

const point = (seed: number, ...mix: [string, number][]): LatentPoint => ({
  model: 'trees',
  source: { kind: 'seed', seed },
  mix: createMix(mix.map(([classId, weight]) => ({ classId, weight }))),
  psi: 0.8,
});

describe('what stands behind a link', () => {
  it('is the point itself, told by its mix', () => {
    const shown = point(7, ['ada-ash', 0.3], ['bo-birch', 0.7]);
    const code = encodePoint(shown, catalogue);
    expect(openLink('point', code, models)).toEqual({
      code,
      point: shown,
      pointCode: code,
      title: '70 % Bo Birch, 30 % Ada Ash',
      heading: 'A generated picture',
      lines: [
        { share: '70 %', name: 'Bo Birch' },
        { share: '30 %', name: 'Ada Ash' },
      ],
    });
  });

  it('is the first picture of a walk, told by everybody on the way', () => {
    const stops = names.map((_, i) => point(i, [facts!.classIds[i]!, 1]));
    const walk = {
      model: 'trees',
      keyframes: stops.map((stop) => ({ point: stop, seconds: 2 })),
      interpolation: 'spline' as const,
      loop: true,
    };
    const opened = openLink('walk', encodeWalk(walk, catalogue), models);
    expect(opened.point).toEqual(stops[0]);
    expect(opened.pointCode).toBe(encodePoint(stops[0]!, catalogue));
    expect(opened.heading).toBe('A walk through 6 generated pictures, 12 seconds');
    expect(opened.lines.map(({ name }) => name)).toEqual([
      'Ada Ash',
      'Bo Birch',
      'Cy Cedar',
      'and 3 more',
    ]);
  });

  it('is the result of an arithmetic', () => {
    const arithmetic = {
      a: [randomPoint(1, facts!)],
      b: [randomPoint(2, facts!), randomPoint(3, facts!)],
      c: [randomPoint(4, facts!)],
    };
    const opened = openLink('arithmetic', encodeArithmetic(arithmetic, catalogue), models);
    expect(opened.point).toEqual(evaluateArithmetic(arithmetic, facts!));
    const half = { a: [], b: arithmetic.b, c: [] };
    expect(openLink('arithmetic', encodeArithmetic(half, catalogue), models).point).toEqual(
      arithmetic.b[0],
    );
  });

  it('is told in words, where there is something to tell', () => {
    const shown = point(7, ['ada-ash', 1]);
    const code = encodePoint(shown, catalogue);
    expect(readLink(code, models)).toEqual({
      kind: 'point',
      path: `/p/${code}`,
      title: 'A generated picture',
      description: 'Ada Ash.',
    });
    const half = encodeArithmetic({ a: [shown], b: [], c: [] }, catalogue);
    expect(readLink(half, models)).toMatchObject({
      kind: 'arithmetic',
      path: `/arithmetic/${half}`,
    });
    expect(readLink('nonsense', models)).toBeUndefined();
    expect(readLink(code, [])).toBeUndefined();
  });

  it('pictures the styles of a transfer by a generated picture that is painted in them', () => {
    const [stylizer] = stylizers;
    const house = readCard('stylizer', stylizer!.id).styles;
    const [less, more] = house.filter(({ kind }) => kind === 'artist');
    const settings: TransferSettings = {
      ...PLAIN_SETTINGS,
      styles: [
        { source: { kind: 'house', id: less!.id }, weight: 20 },
        { source: { kind: 'house', id: more!.id }, weight: 60 },
      ],
    };
    const code = encodeTransfer(settings, stylizer!, house, () => undefined);
    const opened = openPicture(code);
    expect(opened).toMatchObject({
      title: `In the style of 75 % ${more!.name}, 25 % ${less!.name}`,
      lines: [
        { share: '75 %', name: more!.name },
        { share: '25 %', name: less!.name },
      ],
      painting: { model: stylizer!.id, settings },
    });
    expect(opened.point.model).toBe(generators[0]!.id);
    expect(readLink(code)).toMatchObject({
      kind: 'transfer',
      path: `/transfer/${code}`,
      title: 'A mix of 2 styles to paint in',
    });
    expect(kindOfCode(code)).toBe('transfer');
    // Of another version, or of styles that are not in the house.
    expect(readLink(encodeTransfer(IN_ONE_STYLE, STYLIZER, [STYLE], () => undefined))).toBe(
      undefined,
    );
  });

  it('leads an answer and a transfer to their screens, whether they can be read there or not', () => {
    const answer = encodeAnswer(answerOf({ 'claude-monet': 0.7 }), [FACTS]);
    const transfer = encodeTransfer(IN_ONE_STYLE, STYLIZER, [STYLE], () => new Float32Array(4));
    const known = { generators: models, classifiers: [FACTS] };
    for (const here of [
      known,
      { ...known, classifiers: [] },
      { ...known, classifiers: [{ ...FACTS, artists: FACTS.artists.slice(1) }] },
    ]) {
      expect(pathOfLink(answer, here)).toBe(`/identify/${answer}`);
      expect(pathOfLink(transfer, here)).toBe(`/transfer/${transfer}`);
    }
    const code = encodePoint(point(7, ['ada-ash', 1]), catalogue);
    expect(pathOfLink(code, known)).toBe(`/p/${code}`);
    for (const other of ['', 'x', `${answer}A`, answer.slice(1), transfer.slice(1)]) {
      expect(pathOfLink(other, known)).toBeUndefined();
    }
  });

  it('is an error of the family for anything else', () => {
    const code = encodePoint(point(7, ['ada-ash', 1]), catalogue);
    for (const broken of ['', 'x', code.slice(1), `${code}A`, '../../etc/passwd', '%00']) {
      expect(() => openLink('point', broken, models)).toThrow(SfumatoError);
    }
    expect(() => openLink('walk', code, models)).toThrow(/Studio/);
    expect(() => openLink('point', code, [])).toThrow(SfumatoError);
  });
});
