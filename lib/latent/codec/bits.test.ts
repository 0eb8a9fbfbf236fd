import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { BitReader, BitWriter } from './bits';

const anyFields = fc.array(
  fc
    .integer({ min: 0, max: 32 })
    .chain((width) => fc.tuple(fc.integer({ min: 0, max: 2 ** width - 1 }), fc.constant(width))),
);

describe('bits', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const writer = new BitWriter();
        for (const [value, width] of fields) writer.write(value, width);
        const bytes = writer.finish();
        expect(bytes.length).toBe(Math.ceil(fields.reduce((sum, [, width]) => sum + width, 0) / 8));
        const reader = new BitReader(bytes);
        for (const [value, width] of fields) expect(reader.read(width)).toBe(value);
        reader.finish();
      }),
    );
  });

  it('come with the most significant first', () => {
    const writer = new BitWriter();
    writer.write(1, 1);
    writer.write(0x1234, 16);
    expect([...writer.finish()]).toEqual([0x89, 0x1a, 0x00]);
  });

  it('cannot be read past the end', () => {
    const reader = new BitReader(Uint8Array.of(255));
    expect(reader.read(5)).toBe(31);
    expect(() => reader.read(4)).toThrow(SfumatoError);
  });

  it('end with nothing but zeros to fill the last byte', () => {
    for (const [bytes, read] of [
      [[0b1000_0001], 1],
      [[0, 0], 8],
      [[0], 0],
    ] as const) {
      const reader = new BitReader(Uint8Array.from(bytes));
      reader.read(read);
      expect(() => reader.finish()).toThrow(SfumatoError);
    }
  });

  it.each([
    [2, 1],
    [-1, 8],
    [0.5, 8],
    [2 ** 32, 32],
  ])('refuse to hold %d in %d', (value, width) => {
    expect(() => new BitWriter().write(value, width)).toThrow(SfumatoError);
  });
});
