/**
 * The permalink codec: points, walks and arithmetics as short text of [A-Za-z0-9_-].
 *
 * - The round trip is exact in both directions: what is decoded equals what was encoded,
 *   and each meaning has one code. Points must be in canonical form (`assertCanonical`).
 * - At most 60 characters for a seeded point and 250 for a free vector of up to 128
 *   dimensions, each with a mix of up to four classes.
 * - A code names its format first. Formats are never changed once links exist; a new one
 *   gets a file of its own and a case in `decodeMessage`, and the old ones stay readable.
 * - Reading is safe with any text: bounded in time and memory, no error but SfumatoError.
 */
import { SfumatoError } from '@/lib/errors';

import type { Arithmetic } from './arithmetic';
import { MAX_CODE_LENGTH, openEnvelope, sealEnvelope } from './codec/envelope';
import { readFormat1, writeFormat1, type Message } from './codec/format1';
import type { LatentPoint, ModelFacts } from './point';
import type { Walk } from './walk';

export { MAX_CODE_LENGTH, type Message };

/** The models that codes may speak of. */
type Catalogue = readonly ModelFacts[];

/** @throws SfumatoError `invalid-point`, `unknown-class`, `unknown-model` */
export function encodePoint(point: LatentPoint, catalogue: Catalogue): string {
  return encodeMessage({ kind: 'point', point }, catalogue);
}

/** @throws SfumatoError as `decodeMessage`, and `invalid-code` for a walk's or an arithmetic's code. */
export function decodePoint(code: string, catalogue: Catalogue): LatentPoint {
  const message = decodeMessage(code, catalogue);
  return message.kind === 'point' ? message.point : wrongKind(message.kind, 'a single picture');
}

/** @throws SfumatoError `invalid-point`, `unknown-class`, `unknown-model`; `invalid-input` when too long. */
export function encodeWalk(walk: Walk, catalogue: Catalogue): string {
  return encodeMessage({ kind: 'walk', walk }, catalogue);
}

/** @throws SfumatoError as `decodeMessage`, and `invalid-code` for a code of another kind. */
export function decodeWalk(code: string, catalogue: Catalogue): Walk {
  const message = decodeMessage(code, catalogue);
  return message.kind === 'walk' ? message.walk : wrongKind(message.kind, 'a walk');
}

/** @throws SfumatoError `invalid-point`, `unknown-class`, `unknown-model`; `invalid-input` when too long. */
export function encodeArithmetic(arithmetic: Arithmetic, catalogue: Catalogue): string {
  return encodeMessage({ kind: 'arithmetic', arithmetic }, catalogue);
}

/** @throws SfumatoError as `decodeMessage`, and `invalid-code` for a code of another kind. */
export function decodeArithmetic(code: string, catalogue: Catalogue): Arithmetic {
  const message = decodeMessage(code, catalogue);
  return message.kind === 'arithmetic'
    ? message.arithmetic
    : wrongKind(message.kind, 'an arithmetic');
}

/** Any of the three. @throws SfumatoError as the function for its kind does. */
export function encodeMessage(message: Message, catalogue: Catalogue): string {
  return sealEnvelope({ version: 1, body: writeFormat1(message, catalogue) });
}

/**
 * Any of the three, for places that take every link.
 * @throws SfumatoError `invalid-code` for what was never a code or is damaged,
 * `unknown-version` for a format of the future, `unknown-model`, and `outdated-point`
 * where other weights would show another picture.
 */
export function decodeMessage(code: string, catalogue: Catalogue): Message {
  const { version, body } = openEnvelope(code);
  switch (version) {
    case 1:
      return readFormat1(body, catalogue);
    default:
      throw new SfumatoError(
        'unknown-version',
        'This link was made by a newer version of Sfumato: reload the page and open it again.',
      );
  }
}

const PLACES: Readonly<Record<Message['kind'], string>> = {
  point: 'a single picture: open it in the Studio',
  walk: 'a walk: open it under Walk',
  arithmetic: 'an arithmetic: open it under Arithmetic',
};

function wrongKind(found: Message['kind'], wanted: string): never {
  throw new SfumatoError(
    'invalid-code',
    `This is not a link to ${wanted} but to ${PLACES[found]}.`,
  );
}
