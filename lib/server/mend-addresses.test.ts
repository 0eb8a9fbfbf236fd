import { describe, expect, it } from 'vitest';

import { mendAddress } from './mend-addresses';

describe('addresses', () => {
  it('stay as they are when they can be decoded', () => {
    for (const address of ['/', '/p/AbC-_1', '/p/caf%C3%A9?backend=wasm', '/p/x?size=%ff', '*']) {
      expect(mendAddress(address)).toBe(address);
    }
  });

  it('can always be decoded afterwards, to what was written', () => {
    for (const path of ['/p/%', '/p/%E0%A4%A', '/%ff/picture.png', '/p/50%25%', '/p/%%%']) {
      const mended = mendAddress(`${path}?a=%20b`);
      expect(decodeURIComponent(mended.split('?')[0]!)).toBe(path);
      expect(mended.endsWith('?a=%20b')).toBe(true);
    }
  });
});
