import type { Arithmetic } from '../arithmetic';
import type { LatentPoint, ModelFacts } from '../point';
import type { Walk } from '../walk';
import { modelOf, readArithmetic, writeArithmetic } from './arithmetic';
import { BitReader, BitWriter, damaged } from './bits';
import { readModel, writeModel } from './model';
import { readPoint, writePoint } from './point';
import { readWalk, writeWalk } from './walk';

/** Whatever a code can hold. */
export type Message =
  | { readonly kind: 'point'; readonly point: LatentPoint }
  | { readonly kind: 'walk'; readonly walk: Walk }
  | { readonly kind: 'arithmetic'; readonly arithmetic: Arithmetic };

const KINDS: Readonly<Record<Message['kind'], number>> = { point: 0, walk: 1, arithmetic: 2 };

/** The body of format 1: kind (4 bits) · model (40) · what it is about. */
export function writeFormat1(message: Message, catalogue: readonly ModelFacts[]): Uint8Array {
  const writer = new BitWriter();
  writer.write(KINDS[message.kind], 4);
  switch (message.kind) {
    case 'point':
      writePoint(writer, message.point, writeModel(writer, message.point.model, catalogue));
      break;
    case 'walk':
      writeWalk(writer, message.walk, writeModel(writer, message.walk.model, catalogue));
      break;
    case 'arithmetic': {
      const facts = writeModel(writer, modelOf(message.arithmetic), catalogue);
      writeArithmetic(writer, message.arithmetic, facts);
      break;
    }
    default:
      message satisfies never;
  }
  return writer.finish();
}

/**
 * Reads exactly what `writeFormat1` writes: each meaning has one code.
 * @throws SfumatoError `invalid-code`, `unknown-model`, `outdated-point`
 */
export function readFormat1(body: Uint8Array, catalogue: readonly ModelFacts[]): Message {
  const reader = new BitReader(body);
  const kind = reader.read(4);
  const message = readContent(kind, reader, readModel(reader, catalogue));
  reader.finish();
  return message;
}

function readContent(kind: number, reader: BitReader, facts: ModelFacts): Message {
  switch (kind) {
    case KINDS.point:
      return { kind: 'point', point: readPoint(reader, facts) };
    case KINDS.walk:
      return { kind: 'walk', walk: readWalk(reader, facts) };
    case KINDS.arithmetic:
      return { kind: 'arithmetic', arithmetic: readArithmetic(reader, facts) };
    default:
      throw damaged(`there is no message of kind ${kind}`);
  }
}
