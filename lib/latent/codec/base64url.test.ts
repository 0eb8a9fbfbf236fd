import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { fromBase64Url, toBase64Url } from './base64url';

describe('base64url', () => {
  it('is what Node writes, and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64Url(text)).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it('reads no other spelling of the same bytes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        let bytes: Uint8Array;
        try {
          bytes = fromBase64Url(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SfumatoError);
          return;
        }
        expect(toBase64Url(bytes)).toBe(text);
      }),
    );
  });

  it.each(['AQ==', 'AQ=', 'A', 'AAAAA', 'AR', 'AAB', 'A+', 'A/', ' AA', 'AA\n', 'Aé', '😀😀'])(
    'refuses %j',
    (text) => {
      expect(() => fromBase64Url(text)).toThrow(SfumatoError);
    },
  );
});
