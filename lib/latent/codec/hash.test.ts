import { describe, expect, it } from 'vitest';

import { crc16, fnv1a } from './hash';

const ascii = (text: string) => new TextEncoder().encode(text);

describe('crc16', () => {
  it('has the check value of CRC-16/IBM-3740', () => {
    expect(crc16(ascii('123456789'))).toBe(0x29b1);
  });

  it('notices every change within three bytes', () => {
    const bytes = ascii('from its first to its last');
    const sum = crc16(bytes);
    for (let i = 0; i < bytes.length; i++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Uint8Array.from(bytes);
        changed[i]! ^= 1 << bit;
        if (i > 0) changed[i - 1]! ^= 1 << (bit >> 1);
        expect(crc16(changed)).not.toBe(sum);
      }
    }
  });
});

describe('fnv1a', () => {
  it('is FNV-1a over little-endian UTF-16', () => {
    expect(fnv1a('')).toBe(0x811c9dc5);
    // Computed byte by byte with the definition in unbounded integers.
    const reference = (bytes: Uint8Array) =>
      Number(
        bytes.reduce(
          (hash, byte) => ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn,
          0x811c9dc5n,
        ),
      );
    for (const text of ['landscapes-64', 'Élisabeth Vigée Le Brun', '葛飾北斎']) {
      expect(fnv1a(text)).toBe(reference(Buffer.from(text, 'utf16le')));
    }
  });
});
