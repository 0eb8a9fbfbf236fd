/**
 * The link of a transfer: styles and how they are painted, never what is painted with them.
 * Styles of the house are named, generated pictures are points, and of other pictures the
 * style's numbers go in, coarsened; the pictures themselves stay where they are.
 */
import { SfumatoError } from '@/lib/errors';
import { decodePoint } from '@/lib/latent/codec';
import { BitReader, BitWriter, damaged } from '@/lib/latent/codec/bits';
import { openEnvelope, sealEnvelope } from '@/lib/latent/codec/envelope';
import { fnv1a, shortName } from '@/lib/latent/codec/hash';
import type { ModelFacts } from '@/lib/latent/point';
import type { HouseStyle, StylizerEntry } from '@/models/card';
import { readStyleVector } from '@/models/style-vectors';

import { readNumbers, writeNumbers } from './code-numbers';
import { readPointCode, writePointCode } from './code-point';
import {
  BRUSHES,
  keyOfSource,
  MAX_STYLES,
  MAX_WEIGHT,
  type StyleSource,
  type TransferSettings,
} from './settings';

/** What the codec needs to know of a stylizer before its card is there. */
export type StylizerFacts = Pick<StylizerEntry, 'id' | 'version' | 'styleDim'>;

/** A style as it stands in a link: one of the house is known by a hash, until the card is there. */
export type LinkedSource =
  | Exclude<StyleSource, { readonly kind: 'house' | 'picture' }>
  | { readonly kind: 'hash'; readonly hash: number };

/** A link that was read, its house styles not yet looked up. */
export interface LinkedTransfer extends Omit<TransferSettings, 'styles'> {
  /** Id of the stylizer. */
  readonly model: string;
  readonly styles: readonly { readonly source: LinkedSource; readonly weight: number }[];
}

/** The format that is written; in the envelope that all links of this app share. */
const FORMAT = 1;
/** Behind points (0), walks (1), arithmetics (2) and answers (3). */
const KIND = 4;
const HOUSE = 0;
const POINT = 1;
const NUMBERS = 2;

/**
 * The code of a transfer: 20 characters for one style of the house, 150 for a picture's:
 * kind (4 bits) · model (24) · its version (8) · number of styles (3) · for each its weight
 * (7), its kind (2) and the style itself · strength in hundredths (8) · keeps colours (1) ·
 * brush (3). A style of the house is 32 bits of a hash of its id and its numbers.
 *
 * @param house the styles of the model's card
 * @param numbersOf the style vector of a picture on this device
 * @throws SfumatoError `invalid-input` when there is no style yet, or one is not known.
 */
export function encodeTransfer(
  settings: TransferSettings,
  facts: StylizerFacts,
  house: readonly HouseStyle[],
  numbersOf: (source: StyleSource) => ArrayLike<number> | undefined,
): string {
  const { styles, strength, keepColours, brush } = settings;
  if (styles.length === 0) {
    throw new SfumatoError('invalid-input', 'Choose a style first: a link carries styles.');
  }
  const writer = new BitWriter();
  writer.write(KIND, 4);
  writer.write(shortName(facts.id), 24);
  writer.write(facts.version, 8);
  writer.write(styles.length, 3);
  for (const { source, weight } of styles) {
    writer.write(weight, 7);
    writeSource(writer, source, facts, house, numbersOf);
  }
  writer.write(Math.round(strength * 100), 8);
  writer.write(keepColours ? 1 : 0, 1);
  writer.write(BRUSHES.indexOf(brush), 3);
  return sealEnvelope({ version: FORMAT, body: writer.finish() });
}

function writeSource(
  writer: BitWriter,
  source: StyleSource,
  { styleDim }: StylizerFacts,
  house: readonly HouseStyle[],
  numbersOf: (source: StyleSource) => ArrayLike<number> | undefined,
): void {
  switch (source.kind) {
    case 'house': {
      const style = house.find(({ id }) => id === source.id);
      if (!style) throw outdatedStyles();
      writer.write(HOUSE, 2);
      writer.write(hashOf(style), 32);
      return;
    }
    case 'point':
      writer.write(POINT, 2);
      writePointCode(writer, source.code);
      return;
    case 'picture':
    case 'numbers': {
      const numbers =
        source.kind === 'numbers' ? readStyleVector(source.vector) : numbersOf(source);
      if (numbers?.length !== styleDim) {
        throw new SfumatoError(
          'invalid-input',
          'A style of this mix is not known yet: wait for its picture, then copy the link again.',
        );
      }
      writer.write(NUMBERS, 2);
      writeNumbers(writer, numbers);
    }
  }
}

/**
 * Reads exactly what `encodeTransfer` writes.
 * @param catalogue what points are read with
 * @throws SfumatoError `invalid-code`, `unknown-version`, `unknown-model`, and `outdated-point`
 *   when the stylizer, or the generator of a point, has been trained anew since.
 */
export function decodeTransfer(
  code: string,
  stylizers: readonly StylizerFacts[],
  catalogue: readonly ModelFacts[],
): LinkedTransfer {
  const { version: format, body } = openEnvelope(code);
  if (format !== FORMAT) {
    throw new SfumatoError(
      'unknown-version',
      'This link was made by a newer version of Sfumato: reload the page and open it again.',
    );
  }
  const reader = new BitReader(body);
  if (reader.read(4) !== KIND) throw damaged('it is no transfer');
  const { id, styleDim } = readModel(reader, stylizers);
  const count = reader.read(3);
  if (count === 0 || count > MAX_STYLES) throw damaged('it has no styles, or too many');
  const styles: LinkedTransfer['styles'][number][] = [];
  const keys = new Set<string>();
  while (styles.length < count) {
    const weight = reader.read(7);
    if (weight === 0 || weight > MAX_WEIGHT) throw damaged('a weight is out of range');
    const source = readSource(reader, styleDim, catalogue);
    styles.push({ source, weight });
    keys.add(source.kind === 'hash' ? `hash ${source.hash}` : keyOfSource(source));
  }
  if (keys.size < count) throw damaged('a style appears twice');
  const hundredths = reader.read(8);
  if (hundredths > 150) throw damaged('its strength is out of range');
  const keepColours = reader.read(1) === 1;
  const brush = BRUSHES[reader.read(3)];
  if (brush === undefined) throw damaged('there is no such brush');
  reader.finish();
  return { model: id, styles, strength: hundredths / 100, keepColours, brush };
}

/** Whether a code is that of a transfer, readable here or not. */
export function isTransferCode(code: string): boolean {
  try {
    const { version, body } = openEnvelope(code);
    return version === FORMAT && new BitReader(body).read(4) === KIND;
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return false;
    throw thrown;
  }
}

/**
 * The settings of a link, its house styles looked up in the card.
 * @throws SfumatoError `outdated-point` when one of them is no longer there, or has other numbers.
 */
export function resolveTransfer(
  { styles, strength, keepColours, brush }: LinkedTransfer,
  house: readonly HouseStyle[],
): TransferSettings {
  const byHash = new Map(house.map((style) => [hashOf(style), style.id]));
  return {
    styles: styles.map(({ source, weight }) => {
      if (source.kind !== 'hash') return { source, weight };
      const id = byHash.get(source.hash);
      if (id === undefined) throw outdatedStyles();
      return { source: { kind: 'house', id }, weight };
    }),
    ...{ strength, keepColours, brush },
  };
}

function readSource(
  reader: BitReader,
  styleDim: number,
  catalogue: readonly ModelFacts[],
): LinkedSource {
  const kind = reader.read(2);
  if (kind === HOUSE) return { kind: 'hash', hash: reader.read(32) };
  if (kind === NUMBERS) return { kind: 'numbers', vector: readNumbers(reader, styleDim) };
  if (kind !== POINT) throw damaged('there is no such kind of style');
  const code = readPointCode(reader);
  decodePoint(code, catalogue);
  return { kind: 'point', code };
}

function readModel(reader: BitReader, stylizers: readonly StylizerFacts[]): StylizerFacts {
  const name = reader.read(24);
  const version = reader.read(8);
  const facts = stylizers.find(({ id }) => shortName(id) === name);
  if (!facts) {
    throw new SfumatoError(
      'unknown-model',
      'The styles of this link belong to a model that is not on this site: ask where the link comes from.',
    );
  }
  if (version > facts.version) {
    throw new SfumatoError(
      'outdated-point',
      'This link was made with a newer version of the model: reload the page and open it again.',
    );
  }
  if (version === 0) throw damaged('there is no version 0 of a model');
  if (version < facts.version) throw outdatedStyles();
  return facts;
}

/** What is said where styles were made with numbers that mean something else now. */
export function outdatedStyles(): SfumatoError {
  return new SfumatoError(
    'outdated-point',
    'The model has learned its styles anew since this link was made, and would paint something else: choose a style here instead.',
  );
}

/** The numbers count as well as the name: with others it would be another style. */
const hashOf = ({ id, vector }: HouseStyle) => fnv1a(`${id}\n${vector}`);
