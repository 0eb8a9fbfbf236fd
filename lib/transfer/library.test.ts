import { describe, expect, it } from 'vitest';

import type { HouseStyle } from '@/models/card';

import { groupByArtist, searchLibrary, titleWithinArtist } from './library';

const style = (id: string, name: string, artist: string, kind: HouseStyle['kind']): HouseStyle => ({
  ...{ id, name, artist, kind },
  count: kind === 'artist' ? 40 : 1,
  vector: 'AAAA',
});
const STYLES = [
  style('turner', 'William Turner', 'turner', 'artist'),
  style('monet', 'Claude Monet', 'monet', 'artist'),
  style('rain', 'Rain, steam and speed, William Turner', 'turner', 'work'),
  style('lilies', 'Water lilies, Claude Monet', 'monet', 'work'),
  style('lone', 'Rocks, Nobody Else', 'else', 'work'),
];
const groups = groupByArtist(STYLES);
const search = (word: string) =>
  searchLibrary(groups, (text) => text.toLowerCase().includes(word)).map((group) => [
    group.artist,
    group.styles.map(({ id }) => id),
  ]);

describe('the styles of the house', () => {
  it('stand together by artist, in the order of last names, the mean first', () => {
    expect(groups.map(({ name, styles }) => [name, styles.map(({ id }) => id)])).toEqual([
      ['Nobody Else', ['lone']],
      ['Claude Monet', ['monet', 'lilies']],
      ['William Turner', ['turner', 'rain']],
    ]);
  });

  it('are found by artist, with all works, and by the title of one work', () => {
    expect(search('monet')).toEqual([['monet', ['monet', 'lilies']]]);
    expect(search('speed')).toEqual([['turner', ['rain']]]);
    expect(search('nothing of this')).toEqual([]);
  });

  it('are called by their titles beside the name of the artist', () => {
    expect(titleWithinArtist(STYLES[2]!, 'William Turner')).toBe('Rain, steam and speed');
    expect(titleWithinArtist(STYLES[0]!, 'William Turner')).toBe('Mean of 40 paintings');
  });
});
