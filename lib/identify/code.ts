/**
 * The link of an answer: what the classifier said, without the picture. A shared
 * answer is data, not a recipe: it can be read as long as the model's lists of
 * artists, styles and genres are the same, also after its weights have changed.
 */
import { SfumatoError } from '@/lib/errors';
import { BitReader, BitWriter, damaged, indexBits } from '@/lib/latent/codec/bits';
import { openEnvelope, sealEnvelope } from '@/lib/latent/codec/envelope';
import { fnv1a, shortName } from '@/lib/latent/codec/hash';
import type { ClassifierEntry } from '@/models/card';

import type { Answer, Likelihood } from './answer';

/** What the codec needs to know of a classifier. */
export type ClassifierFacts = Pick<
  ClassifierEntry,
  'id' | 'version' | 'artists' | 'styles' | 'genres'
>;
type Classes = ClassifierFacts['artists'];

/** Probabilities in a link are multiples of 1/1000. */
export const PROBABILITY_STEPS = 1000;
/** How many of each kind a link holds, the most probable first. */
export const SHARED = { artists: 5, styles: 3, genres: 2 } as const;

/** The format that is written; in the envelope that all links of this app share. */
const FORMAT = 1;
/** Behind points (0), walks (1) and arithmetics (2). */
const KIND = 3;
/** Each of at most five rounded numbers adds less than a half. */
const MOST_STEPS = PROBABILITY_STEPS + 2;

/** The part of an answer that its link holds, on the link's grid; its own summary. */
export function summarize(answer: Answer): Answer {
  const top = (likelihoods: readonly Likelihood[], count: number) =>
    likelihoods
      .slice(0, count)
      .map((entry) => ({ ...entry, probability: onGrid(entry.probability) }));
  return {
    model: answer.model,
    version: answer.version,
    artists: top(answer.artists, SHARED.artists),
    styles: top(answer.styles, SHARED.styles),
    genres: top(answer.genres, SHARED.genres),
    noneOfThese: onGrid(answer.noneOfThese),
  };
}

/**
 * The code of an answer's summary, about 45 characters of [A-Za-z0-9_-]:
 * kind (4 bits) · model (24) · its version (8) · hash of its lists (16) · artists ·
 * none of these (10) · styles · genres. A list is the number of its entries (3) and
 * for each its index (as many bits as the model's list needs) and its thousandths (10).
 * @throws SfumatoError `unknown-model`, `unknown-class`
 */
export function encodeAnswer(answer: Answer, catalogue: readonly ClassifierFacts[]): string {
  const facts = catalogue.find((entry) => entry.id === answer.model);
  if (!facts) {
    throw new SfumatoError(
      'unknown-model',
      `The model "${answer.model}" is no longer on this site: identify the picture again to share the answer.`,
    );
  }
  const { version, artists, styles, genres, noneOfThese } = summarize(answer);
  const writer = new BitWriter();
  writer.write(KIND, 4);
  writer.write(shortName(facts.id), 24);
  writer.write(version, 8);
  writer.write(fingerprint(facts), 16);
  writeList(writer, artists, facts.artists);
  writer.write(stepsOf(noneOfThese), 10);
  writeList(writer, styles, facts.styles);
  writeList(writer, genres, facts.genres);
  return sealEnvelope({ version: FORMAT, body: writer.finish() });
}

/**
 * Reads exactly what `encodeAnswer` writes; `version` is that of the model that
 * answered, which may be older than the one that is here.
 * @throws SfumatoError `invalid-code`, `unknown-version`, `unknown-model`, and
 *   `outdated-point` when the model's lists have changed since.
 */
export function decodeAnswer(code: string, catalogue: readonly ClassifierFacts[]): Answer {
  const { version: format, body } = openEnvelope(code);
  if (format !== FORMAT) {
    throw new SfumatoError(
      'unknown-version',
      'This link was made by a newer version of Sfumato: reload the page and open it again.',
    );
  }
  const reader = new BitReader(body);
  if (reader.read(4) !== KIND) throw damaged('it is no answer');
  const { facts, version } = readModel(reader, catalogue);
  const artists = readList(reader, facts.artists, SHARED.artists);
  if (artists.length === 0) throw damaged('it names no artist');
  const none = reader.read(10);
  if (none > PROBABILITY_STEPS) throw damaged('a probability is above 1');
  const answer: Answer = {
    model: facts.id,
    version,
    artists,
    noneOfThese: none / PROBABILITY_STEPS,
    styles: readList(reader, facts.styles, SHARED.styles),
    genres: readList(reader, facts.genres, SHARED.genres),
  };
  reader.finish();
  return answer;
}

function readModel(reader: BitReader, catalogue: readonly ClassifierFacts[]) {
  const name = reader.read(24);
  const version = reader.read(8);
  const print = reader.read(16);
  const facts = catalogue.find((entry) => shortName(entry.id) === name);
  if (!facts) {
    throw new SfumatoError(
      'unknown-model',
      'This answer was given by a model that is not on this site: ask where the link comes from.',
    );
  }
  if (version > facts.version) {
    throw new SfumatoError(
      'outdated-point',
      'This answer was given by a newer version of the model: reload the page and open the link again.',
    );
  }
  if (version === 0) throw damaged('there is no version 0 of a model');
  if (print !== fingerprint(facts)) {
    throw new SfumatoError(
      'outdated-point',
      'Since this answer was given, the model has learned other painters, and the answer can no longer be read: ask for a new one, or try your own picture.',
    );
  }
  return { facts, version };
}

function writeList(writer: BitWriter, list: readonly Likelihood[], classes: Classes): void {
  writer.write(list.length, 3);
  for (const { id, probability } of list) {
    const index = classes.findIndex((entry) => entry.id === id);
    if (index < 0) {
      throw new SfumatoError(
        'unknown-class',
        `The model no longer knows "${id}": identify the picture again to share the answer.`,
      );
    }
    writer.write(index, indexBits(classes.length));
    writer.write(stepsOf(probability), 10);
  }
}

function readList(reader: BitReader, classes: Classes, most: number): Likelihood[] {
  const count = reader.read(3);
  if (count > most) throw damaged('a list is too long');
  const list: Likelihood[] = [];
  let above = PROBABILITY_STEPS;
  let sum = 0;
  while (list.length < count) {
    const entry = classes[reader.read(indexBits(classes.length))];
    if (!entry) throw damaged('there is no such class');
    if (list.some(({ id }) => id === entry.id)) throw damaged('a class appears twice');
    const steps = reader.read(10);
    sum += steps;
    if (steps > above) throw damaged('a list is out of order');
    if (sum > MOST_STEPS) throw damaged('its probabilities sum to more than 1');
    above = steps;
    list.push(likelihoodOf(entry, steps / PROBABILITY_STEPS));
  }
  return list;
}

function likelihoodOf({ id, name, died }: Classes[number], probability: number): Likelihood {
  return died === undefined ? { id, name, probability } : { id, name, probability, died };
}

const stepsOf = (probability: number) => Math.round(probability * PROBABILITY_STEPS);
const onGrid = (probability: number) => stepsOf(probability) / PROBABILITY_STEPS;

/** 16 bits of a hash of the three lists in their order: an index means the same class only then. */
function fingerprint({ artists, styles, genres }: ClassifierFacts): number {
  const ids = [artists, styles, genres].map((list) => list.map(({ id }) => id).join('\n'));
  const hash = fnv1a(ids.join('\n\n'));
  return (hash >>> 16) ^ (hash & 0xffff);
}
