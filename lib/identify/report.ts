/** An answer as a page that can be printed or saved: words only, ready to be set. */
import { yearsInWords } from '@/models/years';

import type { Answer, Likelihood, NearWork } from './answer';
import { borrowStyle } from './recommend';
import { inPercent, summaryOf } from './words';

export interface ReportRow {
  readonly name: string;
  /** "1840–1926"; empty where there is none. */
  readonly detail: string;
  /** 0..1, the length of a bar. */
  readonly probability: number;
  readonly percent: string;
}

export interface Report {
  readonly title: string;
  readonly text: string;
  /** What to know before believing it, a sentence each; often none. */
  readonly notes: readonly string[];
  /** What the picture is called and when it was looked at. */
  readonly caption: string;
  readonly artists: readonly ReportRow[];
  readonly styles: readonly ReportRow[];
  readonly genres: readonly ReportRow[];
  readonly none: string;
  /** "Title, Artist (Style)", the nearest first. */
  readonly works: readonly string[];
  /** What to try next; undefined when there is nothing to recommend. */
  readonly borrow: string | undefined;
  /** Who answered, and how much it is worth. */
  readonly foot: string;
}

export interface ReportParts {
  readonly answer: Answer;
  readonly works: readonly NearWork[];
  /** What to know about the picture, a sentence each. */
  readonly notes: readonly string[];
  /** The picture's name. */
  readonly name: string;
  /** When it was identified, in milliseconds since 1970. */
  readonly at: number;
  /** What the model is called. */
  readonly model: string;
  /** How many artists it knows. */
  readonly known: number;
}

const ARTISTS = 5;
const STYLES = 3;
const GENRES = 2;
const WORKS = 6;

export function reportOf(parts: ReportParts): Report {
  const { answer, works, notes, name, at, model, known } = parts;
  const { title, text } = summaryOf(answer, known);
  const date = new Date(at).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const borrowed = borrowStyle(answer, works);
  return {
    title,
    text,
    notes,
    caption: `${name}, looked at on ${date}`,
    artists: rows(answer.artists, ARTISTS),
    styles: rows(answer.styles, STYLES),
    genres: rows(answer.genres, GENRES),
    none: `None of these: ${inPercent(answer.noneOfThese)}`,
    works: works.slice(0, WORKS).map(workInWords),
    borrow:
      borrowed &&
      (borrowed.work
        ? `A style to borrow: ${borrowed.style}, as in “${borrowed.work.title}” by ${borrowed.work.artistName}.`
        : `A style to borrow: ${borrowed.style}.`),
    foot: `Answered by “${model}”, version ${answer.version}, on this device. The probabilities were calibrated on paintings that the model had not seen. It knows ${known} painters and can be wrong: it is no attribution.`,
  };
}

export function workInWords({ title, artistName, style }: NearWork): string {
  return `${title}, ${artistName}${style === '' ? '' : ` (${style})`}`;
}

function rows(likelihoods: readonly Likelihood[], count: number): ReportRow[] {
  return likelihoods.slice(0, count).map((entry) => ({
    name: entry.name,
    detail: yearsInWords(entry),
    probability: entry.probability,
    percent: inPercent(entry.probability),
  }));
}
