import { afterEach, describe, expect, it, vi } from 'vitest';

import { sha256 } from './sha256';

// FIPS 180-2, appendix B.1.
const bytes = new TextEncoder().encode('abc');
const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

afterEach(() => vi.unstubAllGlobals());

describe('sha256', () => {
  it('hashes with the platform’s own', async () => expect(await sha256(bytes)).toBe(expected));

  it('hashes where the platform offers none, as on plain-http pages', async () => {
    vi.stubGlobal('crypto', {});
    expect(await sha256(bytes)).toBe(expected);
  });
});
