/** How alike two pictures are, told honestly. */
import { SfumatoError } from '@/lib/errors';

import { isAnswerOf, type Answer } from './answer';
import { inPercent } from './words';

/**
 * Why two answers cannot be held against each other, nor against the known works: the
 * embeddings of another version of the model mean something else. Undefined where they can.
 * @param model the one that is here
 */
export function whyIncomparable(
  a: Answer,
  b: Answer,
  model: { readonly id: string; readonly version: number },
): string | undefined {
  const [first, second] = [isAnswerOf(a, model), isAnswerOf(b, model)];
  if (first && second) return undefined;
  return first || second
    ? `An earlier version of the model gave the ${first ? 'second' : 'first'} answer: ask again about that picture to compare them.`
    : 'An earlier version of the model gave these answers: ask again about both pictures to compare them.';
}

/** Cosine of two vectors of one length, −1..1. @throws SfumatoError `invalid-input` */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) {
    throw new SfumatoError(
      'invalid-input',
      'These two pictures were looked at by different models: identify both again to compare them.',
    );
  }
  let product = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!;
    lengthA += a[i]! ** 2;
    lengthB += b[i]! ** 2;
  }
  const length = Math.sqrt(lengthA * lengthB);
  return length === 0 ? 0 : Math.min(1, Math.max(-1, product / length));
}

export interface Likeness {
  /** −1..1 */
  readonly cosine: number;
  /** "very alike" */
  readonly word: string;
  /** What the word rests on. */
  readonly reason: string;
}

/** From here on two pictures are one, but for its reproduction. */
const SAME_FROM = 0.985;

/**
 * Puts a cosine into words. By itself the number means little: how alike any two
 * paintings are depends on the model. So it is held against how alike the first picture
 * is to all known works.
 * @param others cosines of the first picture and the known works, in any order; may be empty
 */
export function likenessOf(similarity: number, others: readonly number[]): Likeness {
  const told = (word: string, reason: string): Likeness => ({ cosine: similarity, word, reason });
  if (similarity >= SAME_FROM) {
    return told('practically the same picture', 'To the model they look like one.');
  }
  if (others.length === 0) {
    const word = ABSOLUTE.find(([from]) => similarity >= from)?.[1] ?? 'not alike';
    return told(word, 'There are no known works to hold this against.');
  }
  const below = others.filter((other) => other < similarity).length;
  const share = below / others.length;
  const word = RELATIVE.find(([from]) => share >= from)?.[1] ?? 'not alike';
  const count = others.length.toLocaleString('en');
  const reason =
    below === others.length
      ? `None of the ${count} known works is as near to the first picture as the second is.`
      : `Of the ${count} known works, ${inPercent(1 - share)} are nearer to the first picture than the second is.`;
  return told(word, reason);
}

const RELATIVE: readonly (readonly [from: number, word: string])[] = [
  [0.998, 'very much alike'],
  [0.98, 'alike'],
  [0.85, 'somewhat alike'],
  [0.5, 'a little alike'],
];
const ABSOLUTE: readonly (readonly [from: number, word: string])[] = [
  [0.85, 'very much alike'],
  [0.7, 'alike'],
  [0.5, 'somewhat alike'],
  [0.3, 'a little alike'],
];

/** What two answers have in common, in a sentence. */
export function inCommon(a: Answer, b: Answer): string {
  const [artistA, artistB] = [a.artists[0], b.artists[0]];
  const [styleA, styleB] = [a.styles[0], b.styles[0]];
  if (!artistA || !artistB) return '';
  const artists =
    artistA.id === artistB.id
      ? `Both come nearest to ${artistA.name}`
      : `The first comes nearest to ${artistA.name}, the second to ${artistB.name}`;
  if (!styleA || !styleB) return `${artists}.`;
  return styleA.id === styleB.id
    ? `${artists}; the style of both is taken for ${styleA.name}.`
    : `${artists}; the styles are taken for ${styleA.name} and ${styleB.name}.`;
}
