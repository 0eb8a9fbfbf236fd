import { describe, expect, it } from 'vitest';

import {
  hasStyle,
  keyOfSource,
  mixIn,
  paintIn,
  PLAIN_SETTINGS,
  shareOf,
  strengthen,
  takeOut,
  weigh,
  type StyleSource,
} from './settings';

const house = (id: string): StyleSource => ({ kind: 'house', id });
const picture: StyleSource = { kind: 'picture', id: 'p1', name: 'mine.jpg' };
const three = mixIn(mixIn(paintIn(PLAIN_SETTINGS, house('a')), house('b')), picture);

describe('choosing styles', () => {
  it('takes one in place of all others', () => {
    expect(paintIn(three, house('c')).styles).toEqual([{ source: house('c'), weight: 50 }]);
  });

  it('does not change what is so already', () => {
    const alone = paintIn(PLAIN_SETTINGS, house('a'));
    expect(paintIn(alone, house('a'))).toBe(alone);
    expect(mixIn(three, house('b'))).toBe(three);
    expect(takeOut(three, house('z'))).toBe(three);
    expect(weigh(three, house('a'), 50)).toBe(three);
    expect(strengthen(three, 1)).toBe(three);
  });

  it('gives a style that joins as much as the others have on average', () => {
    const uneven = weigh(weigh(three, house('a'), 90), house('b'), 30);
    expect(mixIn(takeOut(uneven, picture), house('c')).styles.at(-1)!.weight).toBe(60);
  });

  it('mixes four and refuses a fifth with a sentence', () => {
    const four = mixIn(three, house('d'));
    expect(four.styles).toHaveLength(4);
    expect(() => mixIn(four, house('e'))).toThrow('Up to 4 styles can be mixed');
  });

  it('knows a style by what it is, not by the object', () => {
    expect(hasStyle(three, { ...picture, name: 'renamed.jpg' })).toBe(true);
    expect(hasStyle(three, { kind: 'point', code: 'p1' })).toBe(false);
    expect(keyOfSource({ kind: 'numbers', vector: 'AAA' })).toBe('numbers AAA');
  });
});

describe('weights and strength', () => {
  it('keeps weights whole and in range', () => {
    expect(weigh(three, house('a'), 0).styles[0]!.weight).toBe(1);
    expect(weigh(three, house('a'), 33.6).styles[0]!.weight).toBe(34);
    expect(weigh(three, house('a'), 900).styles[0]!.weight).toBe(100);
  });

  it('has shares that sum to one', () => {
    const mixed = weigh(three, house('a'), 100);
    const shares = mixed.styles.map((style) => shareOf(mixed, style));
    expect(shares[0]).toBe(0.5);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('keeps the strength in hundredths from 0 to 1.5', () => {
    expect(strengthen(three, 0.7049).strength).toBe(0.7);
    expect(strengthen(three, 7).strength).toBe(1.5);
    expect(strengthen(three, -1).strength).toBe(0);
  });
});
