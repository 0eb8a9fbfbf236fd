import { describe, expect, it } from 'vitest';

import { parseNumber } from './number-field';

describe('typed numbers', () => {
  it('are read with a point, a comma, a percent sign and a sign', () => {
    expect(parseNumber('70')).toBe(70);
    expect(parseNumber(' 0,75 ')).toBe(0.75);
    expect(parseNumber('.5')).toBe(0.5);
    expect(parseNumber('70 %')).toBe(70);
    expect(parseNumber('\u22123')).toBe(-3);
  });

  it('are left alone when they are no numbers', () => {
    for (const text of ['', 'seventy', '1e3', '--1', '1.2.3', 'NaN', 'Infinity']) {
      expect(parseNumber(text)).toBeUndefined();
    }
  });
});
