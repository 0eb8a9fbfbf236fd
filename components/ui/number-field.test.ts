import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import { NumberField, parseNumber } from './number-field';

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

it('shows none of several numbers that differ', () => {
  const shown = (value: number | undefined) =>
    renderToStaticMarkup(
      createElement(NumberField, {
        ...{ label: 'Time for every leg', value, min: 0.5, max: 60, digits: 1, unit: 's' },
        onValueChange: () => {},
      }),
    );
  expect(shown(4)).toMatch(/aria-valuenow="4".* value="4.0"/);
  expect(shown(undefined)).toMatch(/aria-valuetext="different" .*value=""/);
  expect(shown(undefined)).not.toContain('aria-valuenow');
});
