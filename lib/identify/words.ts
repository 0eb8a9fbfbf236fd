/** Probabilities in words, as people use them; numbers that never claim to be certain. */
import type { Answer, Likelihood } from './answer';

/** From here on an answer says that the picture is by none of its artists. */
export const NONE_FROM = 0.5;
/** From here on it says that this may well be so. */
export const DOUBT_FROM = 0.25;

/** A number and its sign stay on one line. */
const SPACE = '\u00a0';

/** "72 %"; at the ends "under 1 %" and "over 99 %", because nothing here is ever certain. */
export function inPercent(probability: number): string {
  const rounded = hundredths(probability);
  if (rounded < 1) return `under 1${SPACE}%`;
  if (rounded > 99) return `over 99${SPACE}%`;
  return `${rounded}${SPACE}%`;
}

/** How sure a probability is, in a word; the words for the ends are rare on purpose. */
export function inWord(probability: number): string {
  return LADDER.find(([from]) => hundredths(probability) >= from)?.[1] ?? 'hardly';
}

const LADDER: readonly (readonly [from: number, word: string])[] = [
  [90, 'almost certainly'],
  [60, 'most likely'],
  [35, 'quite possibly'],
  [12, 'possibly'],
  [3, 'less likely'],
];

/** Whole percents: what is shown as the same number is told in the same word. */
const hundredths = (probability: number) => Math.round(probability * 100);

export type Verdict = 'none' | 'doubt' | 'between' | 'nearest';

/** What an answer comes down to. */
export function verdictOf({ artists, noneOfThese }: Answer): Verdict {
  if (noneOfThese >= NONE_FROM) return 'none';
  const [first, second] = artists;
  if (first && second && first.probability < 0.6 && second.probability >= 0.6 * first.probability) {
    return 'between';
  }
  return noneOfThese >= DOUBT_FROM ? 'doubt' : 'nearest';
}

export interface Summary {
  readonly verdict: Verdict;
  /** A few words, e.g. "Nearest to Claude Monet". */
  readonly title: string;
  /** One or two sentences under it. */
  readonly text: string;
}

/**
 * The answer in a heading and a sentence or two.
 * @param known how many artists the model knows
 */
export function summaryOf(answer: Answer, known: number): Summary {
  const verdict = verdictOf(answer);
  const [first, second] = answer.artists;
  const none = inPercent(answer.noneOfThese);
  if (!first) return { verdict, title: 'No answer', text: 'The model knows no artists.' };
  switch (verdict) {
    case 'none':
      return {
        verdict,
        title: 'None of these, most likely',
        text: `With ${none} probability this is by none of the ${known} painters that are known here, or no painting at all. ${first.name} comes nearest all the same.`,
      };
    case 'between':
      return {
        verdict,
        title: `Between ${first.name} and ${second?.name ?? ''}`,
        text: `No painter stands out. ${noneSentence(answer.noneOfThese, known)}`,
      };
    case 'doubt':
      // How probable an artist is among those known; the two numbers are not parts of one whole.
      return {
        verdict,
        title: `Nearest to ${first.name}`,
        text: `If it is by one of the ${known} painters known here, it is by ${first.name} with ${inPercent(first.probability)} probability. It may well be by none of them (${none}).`,
      };
    case 'nearest':
      return {
        verdict,
        title: `Nearest to ${first.name}`,
        text: `${sentenceCase(inWord(first.probability))}, with ${inPercent(first.probability)} probability. ${noneSentence(answer.noneOfThese, known)}`,
      };
  }
}

function noneSentence(noneOfThese: number, known: number): string {
  const none = inPercent(noneOfThese);
  return noneOfThese >= DOUBT_FROM
    ? `It may well be by none of the ${known} painters that are known here (${none}).`
    : `That it is by none of the ${known} painters known here is unlikely (${none}).`;
}

/** "Claude Monet 72 %, Alfred Sisley 20 %". */
export function inList(likelihoods: readonly Likelihood[], count = likelihoods.length): string {
  return likelihoods
    .slice(0, count)
    .map(({ name, probability }) => `${name} ${inPercent(probability)}`)
    .join(', ');
}

/** "a", "a and b", "a, b and c". */
export function enumerate(items: readonly string[]): string {
  return items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
