import { describe, expect, it } from 'vitest';

import { artistName } from '../export/names';
import {
  commaSeparated,
  imageRange,
  numberBetween,
  positiveInteger,
  seedNumber,
} from './arguments';
import { parseMix } from './mix';

describe('option values', () => {
  it('are refused with a sentence that says what they must be', () => {
    for (const bad of ['0', '-3', '1.5', 'x', ''])
      expect(() => positiveInteger(bad)).toThrow(/whole/);
    for (const bad of ['-1', '4294967296', '1.5', ''])
      expect(() => seedNumber(bad)).toThrow(/4294967295/);
    expect(() => numberBetween(0, 1.5)('2')).toThrow(/0 to 1.5/);
    expect(() => numberBetween(0, 1.5)('')).toThrow();
    for (const bad of ['5', '5,4', 'a,b', '1,2,3'])
      expect(() => imageRange(bad)).toThrow(/two numbers/);
  });

  it('are read', () => {
    expect(positiveInteger('12')).toBe(12);
    expect(seedNumber('4294967295')).toBe(4294967295);
    expect(commaSeparated(' a, b,,c ')).toEqual(['a', 'b', 'c']);
    expect(imageRange('10,20')).toEqual([10, 20]);
  });
});

describe('a mix on the command line', () => {
  it('is brought to a sum of 1', () => {
    expect(parseMix('a=7,b=3')).toEqual([
      { classId: 'a', weight: 0.7 },
      { classId: 'b', weight: 0.3 },
    ]);
    expect(parseMix('a')).toEqual([{ classId: 'a', weight: 1 }]);
  });

  it.each(['', 'a=', '=1', 'a=x', 'a=1=2', 'a=-1,b=2', 'a=0'])('is refused as "%s"', (text) => {
    expect(() => parseMix(text)).toThrow();
  });
});

it.each([
  ['vincent-van-gogh', 'Vincent van Gogh'],
  ['j-e-h-macdonald', 'J. E. H. MacDonald'],
  ['t-c-steele', 'T. C. Steele'],
  ['rudolf-von-alt', 'Rudolf von Alt'],
  ['paul-cezanne', 'Paul Cézanne'],
])('writes %s as %s', (id, name) => {
  expect(artistName(id)).toBe(name);
});
