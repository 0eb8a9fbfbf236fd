import { describe, expect, it } from 'vitest';

import { notesOnCut } from './notes';

describe('the note on a picture of which only the middle is looked at', () => {
  it.each([
    [4000, 1000, 'it is more than twice as long as it is high.'],
    [2001, 1000, 'it is more than twice as long as it is high.'],
    [100, 1000, 'it is more than twice as high as it is wide.'],
    [1, 5000, 'it is more than twice as high as it is wide.'],
  ])('says why for %i × %i pixels', (width, height, why) => {
    expect(notesOnCut({ width, height }, 2)).toEqual([`Only its middle was looked at: ${why}`]);
  });

  it.each([
    [2000, 1000],
    [1000, 2000],
    [1, 1],
  ])('is not there for %i × %i pixels', (width, height) => {
    expect(notesOnCut({ width, height }, 2)).toEqual([]);
  });

  it('follows the model', () => {
    expect(notesOnCut({ width: 400, height: 100 }, 3)).toEqual([
      'Only its middle was looked at: it is more than 3 times as long as it is high.',
    ]);
    expect(notesOnCut({ width: 300, height: 100 }, 3)).toEqual([]);
  });
});
