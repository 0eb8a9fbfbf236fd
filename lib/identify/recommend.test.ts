import { describe, expect, it } from 'vitest';

import { decodePoint, encodePoint } from '@/lib/latent/codec';
import type { ModelFacts } from '@/lib/latent/point';

import { borrowStyle, pointOf, recommendArtist, recommendMix, type Painter } from './recommend';
import { answerOf, FACTS, likelihoods, workOf } from './testing';

const painter = (id: string, artists: readonly string[], genres?: readonly string[]): Painter => ({
  id,
  title: id,
  classes: artists.map((artist) => ({ id: artist, name: artist, kind: 'artist', count: 9 })),
  ...(genres && { genres: [...genres] }),
});
const LANDSCAPES = painter(
  'landscapes',
  ['claude-monet', 'alfred-sisley', 'vincent-van-gogh'],
  ['landscape', 'cityscape'],
);
const PORTRAITS = painter('portraits', ['rembrandt', 'titian', 'vincent-van-gogh'], ['portrait']);
/** Knows artists, and genres as classes beside them. */
const ALL: Painter = {
  ...painter('all', ['claude-monet', 'rembrandt', 'titian', 'vincent-van-gogh']),
  classes: [
    ...['claude-monet', 'rembrandt', 'titian', 'vincent-van-gogh'].map(
      (id) => ({ id, name: id, kind: 'artist', count: 9 }) as const,
    ),
    { id: 'portrait', name: 'Portrait', kind: 'genre', count: 20 },
  ],
};

const told = (
  probabilities: Readonly<Record<string, number>>,
  genres: Readonly<Record<string, number>> = { landscape: 0.9, portrait: 0.1 },
) => answerOf(probabilities, { genres: likelihoods(FACTS.genres, genres) });

describe('the mix to walk from', () => {
  it('takes the leading artists in proportion, as far as the generator knows them', () => {
    const found = recommendMix(
      told({ 'claude-monet': 0.6, rembrandt: 0.2, 'alfred-sisley': 0.2 }),
      [LANDSCAPES],
    )!;
    expect(found.mix).toEqual([
      { classId: 'claude-monet', weight: 0.75 },
      { classId: 'alfred-sisley', weight: 0.25 },
    ]);
    expect(found.known.map(({ id }) => id)).toEqual(['claude-monet', 'alfred-sisley']);
    expect(found.unknown.map(({ id }) => id)).toEqual(['rembrandt']);
    expect(found.standIn).toBe(false);
  });

  it('is told in whole percents that make a whole', () => {
    const found = recommendMix(
      told({ 'claude-monet': 0.25, 'alfred-sisley': 0.069, 'vincent-van-gogh': 0.0515 }),
      [LANDSCAPES],
    )!;
    expect(found.mix.map(({ weight }) => weight)).toEqual([0.67, 0.19, 0.14]);
  });

  it('chooses the generator that knows the most of them', () => {
    const leading = told({ rembrandt: 0.5, titian: 0.2, 'claude-monet': 0.3 });
    expect(recommendMix(leading, [LANDSCAPES, PORTRAITS])!.model).toBe('portraits');
    expect(recommendMix(leading, [LANDSCAPES])!.model).toBe('landscapes');
  });

  it('of those that know the first of them takes one made for the genre', () => {
    const all = [LANDSCAPES, ALL, PORTRAITS];
    const vanGogh = { 'vincent-van-gogh': 0.7, 'claude-monet': 0.2, rembrandt: 0.1 };
    const portrait = { portrait: 0.8, landscape: 0.2 };
    expect(recommendMix(told(vanGogh, portrait), all)!.model).toBe('portraits');
    expect(recommendMix(told(vanGogh), all)!.model).toBe('landscapes');
    // Nobody made for portraits knows Monet; nothing speaks for a genre of which nobody is sure.
    expect(recommendMix(told({ 'claude-monet': 1 }, portrait), all)!.model).toBe('landscapes');
    expect(recommendMix(told(vanGogh, { portrait: 0.4, landscape: 0.3 }), all)!.model).toBe('all');
  });

  it('has the genre in it where the generator has learned genres', () => {
    const found = recommendMix(told({ rembrandt: 0.6, titian: 0.1 }, { portrait: 0.8 }), [ALL])!;
    expect(found.mix).toEqual([
      { classId: 'rembrandt', weight: 0.6 },
      { classId: 'titian', weight: 0.1 },
      { classId: 'portrait', weight: 0.3 },
    ]);
    expect(found.known.map(({ id }) => id)).toEqual(['rembrandt', 'titian']);
    expect(recommendMix(told({ rembrandt: 1 }), [PORTRAITS])!.mix).toHaveLength(1);
    // The most probable of those that it has learned, even where nobody is sure.
    const unsure = { landscape: 0.4, portrait: 0.3 };
    expect(recommendMix(told({ rembrandt: 1 }, unsure), [ALL])!.mix).toEqual([
      { classId: 'rembrandt', weight: 0.7 },
      { classId: 'portrait', weight: 0.3 },
    ]);
    // There is room for four in a mix.
    const four = { rembrandt: 0.4, titian: 0.3, 'claude-monet': 0.2, 'vincent-van-gogh': 0.1 };
    const full = recommendMix(told(four, { portrait: 0.8 }), [ALL])!;
    expect(full.mix.map(({ classId }) => classId)).toEqual([
      ...['rembrandt', 'titian', 'claude-monet', 'portrait'],
    ]);
  });

  it('leaves out who hardly counts, and more than four', () => {
    const found = recommendMix(
      told({ 'claude-monet': 0.9, 'alfred-sisley': 0.08, 'vincent-van-gogh': 0.02 }),
      [LANDSCAPES],
    )!;
    expect(found.mix.map(({ classId }) => classId)).toEqual(['claude-monet', 'alfred-sisley']);
    const all = painter('all', Object.keys(FIVE));
    expect(recommendMix(told(FIVE), [all])!.mix).toHaveLength(4);
  });

  it('says so when it takes the next best that can be painted', () => {
    const found = recommendMix(
      told({ 'egon-schiele': 0.97, rembrandt: 0.02, 'claude-monet': 0.01 }),
      [LANDSCAPES],
    )!;
    expect(found.standIn).toBe(true);
    expect(found.mix).toEqual([{ classId: 'claude-monet', weight: 1 }]);
    expect(found.unknown.map(({ id }) => id)).toEqual(['egon-schiele']);
  });

  it('is nothing where no generator knows anybody', () => {
    expect(recommendMix(told({ 'egon-schiele': 1 }), [LANDSCAPES, PORTRAITS])).toBeUndefined();
    expect(recommendMix(told({ 'egon-schiele': 1 }), [])).toBeUndefined();
  });

  it('has a link, and always the same one', () => {
    const facts: ModelFacts = {
      id: 'landscapes',
      version: 1,
      latentDim: 100,
      classIds: LANDSCAPES.classes.map(({ id }) => id),
    };
    const found = recommendMix(told({ 'claude-monet': 0.61, 'alfred-sisley': 0.33 }), [
      LANDSCAPES,
    ])!;
    const code = encodePoint(pointOf(found), [facts]);
    expect(decodePoint(code, [facts])).toEqual(pointOf(found));
    expect(code).toBe(encodePoint(pointOf({ ...found }), [facts]));
  });
});

const FIVE = {
  'claude-monet': 0.3,
  'alfred-sisley': 0.2,
  'vincent-van-gogh': 0.2,
  rembrandt: 0.2,
  titian: 0.1,
};

it('finds the generator of one artist', () => {
  const { genres } = told({}, { portrait: 0.9 });
  expect(recommendArtist('titian', genres, [LANDSCAPES, PORTRAITS])).toEqual({
    model: 'portraits',
    mix: [{ classId: 'titian', weight: 1 }],
  });
  expect(recommendArtist('vincent-van-gogh', genres, [LANDSCAPES, PORTRAITS])!.model).toBe(
    'portraits',
  );
  expect(recommendArtist('egon-schiele', genres, [LANDSCAPES, PORTRAITS])).toBeUndefined();
});

describe('the style to borrow', () => {
  const answer = answerOf({ 'claude-monet': 0.8 });

  it('is that of the nearest work of another style and another artist', () => {
    const works = [
      workOf(),
      workOf({ style: 'Pointillism' }),
      workOf({ artist: 'egon-schiele', artistName: 'Egon Schiele', style: 'Expressionism' }),
      workOf({ artist: 'titian', artistName: 'Titian', style: 'Baroque' }),
    ];
    expect(borrowStyle(answer, works)).toEqual({ style: 'Expressionism', work: works[2] });
  });

  it("is the picture's own second style where there are no works", () => {
    expect(borrowStyle(answer, [])).toEqual({ style: 'Expressionism' });
    expect(borrowStyle({ ...answer, styles: [] }, [])).toBeUndefined();
  });
});
