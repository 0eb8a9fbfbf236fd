import { describe, expect, it } from 'vitest';

import { cosine, inCommon, likenessOf, whyIncomparable } from './compare';
import { answerOf, FACTS } from './testing';

describe('the cosine of two pictures', () => {
  it('is 1 for the same, 0 for the unrelated, −1 for the opposite', () => {
    expect(cosine([0.6, 0.8], [0.6, 0.8])).toBeCloseTo(1, 12);
    expect(cosine([1, 0], [0, 1])).toBe(0);
    expect(cosine([1, 2], [-1, -2])).toBeCloseTo(-1, 12);
    expect(cosine([3, 4], [4, 3])).toBeCloseTo(24 / 25, 12);
    expect(cosine([0, 0], [1, 0])).toBe(0);
  });

  it('refuses what comes from different models', () => {
    expect(() => cosine([1, 0], [1, 0, 0])).toThrow(/different models/);
    expect(() => cosine([], [])).toThrow(/different models/);
  });
});

describe('a cosine in words', () => {
  const others = Array.from({ length: 1000 }, (_, i) => i / 1000);

  it('depends on how alike any two works are, not on the number alone', () => {
    const near = Array.from({ length: 1000 }, (_, i) => 0.8 + i / 10_000);
    expect(likenessOf(0.81, others).word).toBe('a little alike');
    expect(likenessOf(0.81, near).word).toBe('not alike');
  });

  it('says what it rests on', () => {
    expect(likenessOf(0.95, others).reason).toBe(
      'Of the 1,000 known works, 5\u00a0% are nearer to the first picture than the second is.',
    );
    expect(
      likenessOf(
        0.95,
        others.map((value) => value / 2),
      ).reason,
    ).toMatch(/^None of the 1,000/);
    expect(
      likenessOf(
        0.95,
        others.map((value) => value / 2),
      ).word,
    ).toBe('very much alike');
    expect(likenessOf(0.6, []).reason).toContain('no known works');
    expect(likenessOf(0.6, []).word).toBe('somewhat alike');
  });

  it('knows one picture when it meets it twice', () => {
    expect(likenessOf(0.999, others).word).toBe('practically the same picture');
  });
});

describe('answers of an earlier version of the model', () => {
  const now = answerOf({ 'claude-monet': 0.7 });
  const before = { ...now, version: FACTS.version - 1 };

  it('are compared neither with those of today nor with one another', () => {
    expect(whyIncomparable(now, now, FACTS)).toBeUndefined();
    expect(whyIncomparable(now, before, FACTS)).toMatch(/the second answer: ask again/);
    expect(whyIncomparable(before, now, FACTS)).toMatch(/the first answer: ask again/);
    expect(whyIncomparable(before, before, FACTS)).toMatch(/ask again about both/);
    expect(whyIncomparable({ ...now, model: 'other' }, now, FACTS)).toMatch(/ask again/);
  });
});

it('tells what two answers have in common', () => {
  const monet = answerOf({ 'claude-monet': 0.7 });
  const sisley = answerOf({ 'alfred-sisley': 0.7 });
  expect(inCommon(monet, monet)).toMatch(/^Both come nearest to Claude Monet; the style of both/);
  expect(inCommon(monet, sisley)).toMatch(
    /^The first comes nearest to Claude Monet, the second to/,
  );
});
