/** What the tests of answers share: a small classifier, and arbitrary answers of it. */
import fc from 'fast-check';

import type { Answer, Likelihood, NearWork } from './answer';
import type { ClassifierFacts } from './code';

type Classes = ClassifierFacts['artists'];

const ARTISTS: readonly (readonly [id: string, name: string, died: number])[] = [
  ['claude-monet', 'Claude Monet', 1926],
  ['alfred-sisley', 'Alfred Sisley', 1899],
  ['vincent-van-gogh', 'Vincent van Gogh', 1890],
  ['paul-cezanne', 'Paul Cézanne', 1906],
  ['rembrandt', 'Rembrandt', 1669],
  ['titian', 'Titian', 1576],
  ['egon-schiele', 'Egon Schiele', 1918],
];

const plain = (kind: 'style' | 'genre', names: readonly string[]): Classes =>
  names.map((name) => ({ id: name.toLowerCase().replace(/\W+/g, '-'), name, kind, count: 100 }));

export const FACTS: ClassifierFacts = {
  id: 'painters',
  version: 3,
  artists: ARTISTS.map(([id, name, died]) => ({ id, name, died, kind: 'artist', count: 80 })),
  styles: plain('style', ['Impressionism', 'Baroque', 'Expressionism', 'Pointillism']),
  genres: plain('genre', ['Landscape', 'Portrait', 'Still life']),
};

/** The likelihoods of the classes given, in this order. */
export function likelihoods(
  classes: Classes,
  probabilities: Readonly<Record<string, number>>,
): Likelihood[] {
  return Object.entries(probabilities).map(([id, probability]) => {
    const { name, died } = classes.find((entry) => entry.id === id)!;
    return died === undefined ? { id, name, probability } : { id, name, probability, died };
  });
}

/** An answer that says this of artists; the rest is plain. */
export function answerOf(
  artists: Readonly<Record<string, number>>,
  rest: Partial<Answer> = {},
): Answer {
  return {
    model: FACTS.id,
    version: FACTS.version,
    artists: likelihoods(FACTS.artists, artists),
    styles: likelihoods(FACTS.styles, { impressionism: 0.7, expressionism: 0.2, baroque: 0.1 }),
    genres: likelihoods(FACTS.genres, { landscape: 0.9, portrait: 0.1 }),
    noneOfThese: 0.1,
    ...rest,
  };
}

export function workOf(work: Partial<NearWork> = {}): NearWork {
  return {
    title: 'Haystacks',
    artist: 'claude-monet',
    artistName: 'Claude Monet',
    style: 'Impressionism',
    genre: 'Landscape',
    similarity: 0.8,
    ...work,
  };
}

const anyLikelihoods = (classes: Classes): fc.Arbitrary<Likelihood[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...classes], { minLength: classes.length }),
      fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), {
        minLength: classes.length,
        maxLength: classes.length,
      }),
    )
    .map(([order, weights]) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const sorted = weights.map((weight) => weight / sum).sort((a, b) => b - a);
      return likelihoods(classes, Object.fromEntries(order.map(({ id }, i) => [id, sorted[i]!])));
    });

/** Whole answers, as the engine gives them. */
export const anyAnswer: fc.Arbitrary<Answer> = fc.record({
  model: fc.constant(FACTS.id),
  version: fc.constant(FACTS.version),
  artists: anyLikelihoods(FACTS.artists),
  styles: anyLikelihoods(FACTS.styles),
  genres: anyLikelihoods(FACTS.genres),
  noneOfThese: fc.double({ min: 0, max: 1, noNaN: true }),
});
