import { SfumatoError } from '@/lib/errors';

/** Writes numbers of given widths, the most significant bit first. */
export class BitWriter {
  private readonly bytes: number[] = [];
  private used = 0; // bits in all

  /** @param value unsigned integer below 2^width @param width 0 to 32 */
  write(value: number, width: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** width) {
      throw new SfumatoError('internal', `The number ${value} does not fit into ${width} bits.`);
    }
    for (let bit = width - 1; bit >= 0; bit--) {
      if (this.used % 8 === 0) this.bytes.push(0);
      if ((value >>> bit) & 1) {
        this.bytes[this.bytes.length - 1]! |= 128 >> (this.used % 8);
      }
      this.used++;
    }
  }

  /** What was written; the last byte is filled up with zeros. */
  finish(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

/** Reads what `BitWriter` wrote. Every step past the end is an error, never a zero. */
export class BitReader {
  private position = 0; // in bits

  constructor(private readonly bytes: Uint8Array) {}

  /**
   * @param width 0 to 32
   * @throws SfumatoError `invalid-code` past the end
   */
  read(width: number): number {
    if (this.position + width > this.bytes.length * 8) throw damaged('it ends too early');
    let value = 0;
    for (let i = 0; i < width; i++, this.position++) {
      const bit = (this.bytes[this.position >> 3]! >> (7 - (this.position & 7))) & 1;
      value = value * 2 + bit;
    }
    return value;
  }

  /**
   * Only zeros that fill the last byte may be left, so that there is one code for one meaning.
   * @throws SfumatoError `invalid-code`
   */
  finish(): void {
    const left = this.bytes.length * 8 - this.position;
    if (left >= 8 || this.read(left) !== 0) throw damaged('it goes on too long');
  }
}

/** The error for codes that cannot have been written by us. @param reason for the log */
export function damaged(reason: string): SfumatoError {
  return new SfumatoError(
    'invalid-code',
    'This link is damaged or incomplete: copy it again, from its first to its last character.',
    { cause: `Cannot read the code: ${reason}.` },
  );
}

/** Bits for the index of one of `count` things. */
export function indexBits(count: number): number {
  return Math.ceil(Math.log2(Math.max(1, count)));
}
