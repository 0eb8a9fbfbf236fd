import { describe, expect, it } from 'vitest';

import { matches } from './combobox';

describe('finding by typing', () => {
  it('takes the beginnings of words, in any order and without accents', () => {
    expect(matches('Vincent van Gogh', 'gogh')).toBe(true);
    expect(matches('Vincent van Gogh', 'go vin')).toBe(true);
    expect(matches('Jean-Léon Gérôme', 'gerome')).toBe(true);
    expect(matches('Jean-Léon Gérôme', 'leon')).toBe(true);
    expect(matches('Claude Monet', '')).toBe(true);
  });

  it('does not match in the middle of a word', () => {
    expect(matches('Claude Monet', 'net')).toBe(false);
    expect(matches('Claude Monet', 'claude manet')).toBe(false);
  });
});
