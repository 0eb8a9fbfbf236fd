import { describe, expect, it } from 'vitest';

import { describeMix, describePoint, percent, shortClassName, shortName } from './describe';
import { testModel, testPoint } from './testing';

describe('points in words', () => {
  it('names shares, the largest first', () => {
    const { mix } = testPoint(1, { monet: 0.3, 'van-gogh': 0.7 });
    expect(describeMix(mix, testModel)).toBe('70 % Vincent van Gogh, 30 % Claude Monet');
  });

  it('leaves out the number of an artist alone, and falls back to the id and the title', () => {
    expect(describeMix(testPoint(1).mix, testModel)).toBe('Claude Monet');
    expect(describeMix([{ classId: 'nobody', weight: 1 }], testModel)).toBe('nobody');
    expect(describeMix([], testModel)).toBe('Test pictures');
  });

  it('says that a picture is generated', () => {
    expect(describePoint(testPoint(1), testModel)).toMatch(/^Generated .*Claude Monet.*0\.80/);
  });

  it('shows tenths of a percent only where there are some', () => {
    expect([percent(0.7), percent(0.125), percent(1 / 3)]).toEqual(['70 %', '12.5 %', '33.3 %']);
  });

  it('shortens the names of artists, and no others', () => {
    const model = {
      ...testModel,
      classes: [
        ...testModel.classes,
        { id: 'other-painters', name: 'Other painters', kind: 'others' as const, count: 9 },
      ],
    };
    expect(shortClassName('monet', model)).toBe('Monet');
    expect(shortClassName('other-painters', model)).toBe('Other painters');
  });

  it('shortens names to the part people go by', () => {
    const names = ['Vincent van Gogh', 'Claude Monet', 'J. M. W. Turner', 'Rembrandt'];
    expect(names.map(shortName)).toEqual(['van Gogh', 'Monet', 'Turner', 'Rembrandt']);
  });
});
