/**
 * Style vectors in a link: whole numbers of 8 bits with one exponent for all. What is read
 * and written again stays as it is, so that a link can be passed on without wearing out.
 */
import { SfumatoError } from '@/lib/errors';
import { damaged, type BitReader, type BitWriter } from '@/lib/latent/codec/bits';
import { writeStyleVector } from '@/models/style-vectors';

const MOST = 127;
/** Steps are 2^(exponent − 16), from 1/65,536 to 512: half precision goes no further. */
const OFFSET = 16;
const EXPONENT_BITS = 5;
const MOST_EXPONENT = 25;

/** The exponent (5 bits), then every number in steps + 127 (8 bits each). @throws SfumatoError `internal` */
export function writeNumbers(writer: BitWriter, numbers: ArrayLike<number>): void {
  const largest = Array.from(numbers).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  let exponent = 0;
  // The finest step by which the largest number has no more than 127 of them.
  while (Math.round(largest / stepOf(exponent)) > MOST && exponent < MOST_EXPONENT) exponent++;
  if (!(Math.round(largest / stepOf(exponent)) <= MOST)) {
    throw new SfumatoError('internal', 'The numbers of a style are out of range. Choose another.');
  }
  writer.write(exponent, EXPONENT_BITS);
  for (const x of Array.from(numbers)) {
    writer.write(Math.round(x / stepOf(exponent)) + MOST, 8);
  }
}

/** As `models/style-vectors.ts` writes them; half precision holds them exactly. */
export function readNumbers(reader: BitReader, count: number): string {
  const exponent = reader.read(EXPONENT_BITS);
  if (exponent > MOST_EXPONENT) throw damaged('its step is out of range');
  const steps = Array.from({ length: count }, () => reader.read(8) - MOST);
  if (steps.some((step) => step > MOST)) throw damaged('a number is out of range');
  const most = steps.reduce((largest, step) => Math.max(largest, Math.abs(step)), 0);
  // One code for one meaning: a finer step would have done.
  if (exponent > 0 && Math.round(most * 2) <= MOST) throw damaged('its step is too coarse');
  return writeStyleVector(steps.map((step) => step * stepOf(exponent)));
}

const stepOf = (exponent: number) => 2 ** (exponent - OFFSET);
