import { describe, expect, it } from 'vitest';

import { getEngine, overrideIn } from './browser';

describe('overrideIn', () => {
  it.each([
    ['?backend=wasm', 'wasm'],
    ['?a=1&backend=webgpu', 'webgpu'],
    ['?backend=node', undefined],
    ['?backend=constructor', undefined],
    ['?backend=', undefined],
    ['', undefined],
  ])('reads %s as %s', (search, expected) => expect(overrideIn(search)).toBe(expected));
});

describe('getEngine', () => {
  it('refuses to run on the server', () => expect(() => getEngine()).toThrow('browser'));
});
