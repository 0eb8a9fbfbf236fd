import { describe, expect, it } from 'vitest';

import type { PictureRow } from './collection';
import { classIdsOf, collectLabels, labelPictures, labelsOf, labelSlug } from './labels';
import { makeSplit, motifOf } from './split';

const row = (id: string, artist: string, title: string, more: Partial<PictureRow> = {}) =>
  ({
    ...{ id, artist, title, file: `${id}.webp`, style: '', genre: '', source: '' },
    ...{ died: undefined, colourfulness: undefined },
    ...more,
  }) satisfies PictureRow;

describe('a motif', () => {
  it('is the same for numbered variants, studies and plurals', () => {
    const titles = ['haystacks-at-giverny', 'haystack-at-giverny-3', 'Study of Haystacks, Giverny'];
    const motifs = titles.map((title, i) => motifOf(row(String(i), 'claude-monet', title)));
    expect(new Set(motifs).size).toBe(1);
  });

  it('differs between artists, and between titles that say nothing', () => {
    const motifs = [
      motifOf(row('1', 'a', 'rouen-cathedral')),
      motifOf(row('2', 'b', 'rouen-cathedral')),
      motifOf(row('3', 'a', 'untitled')),
      motifOf(row('4', 'a', 'portrait-of-a-woman-2')),
    ];
    expect(new Set(motifs).size).toBe(4);
  });
});

describe('a split', () => {
  const rows = ['anna', 'bert'].flatMap((artist) =>
    Array.from({ length: 60 }, (_, i) =>
      row(
        `${artist}-${i}`,
        artist,
        i < 12 ? `water-lilies-${i}` : `motif ${'abcdefgh'[i % 8]} x${i % 24}`,
      ),
    ),
  );

  it('puts no motif on both sides', () => {
    const { validation } = makeSplit(rows, { seed: 3, validationShare: 0.15 });
    const side = (measured: boolean) =>
      new Set(rows.filter(({ id }) => validation.includes(id) === measured).map(motifOf));
    expect([...side(true)].filter((motif) => side(false).has(motif))).toEqual([]);
  });

  it('gives every artist about the share to measuring', () => {
    const { validation } = makeSplit(rows, { seed: 3, validationShare: 0.15 });
    for (const artist of ['anna', 'bert']) {
      const count = validation.filter((id) => id.startsWith(artist)).length;
      expect(count).toBeGreaterThanOrEqual(9);
      expect(count).toBeLessThanOrEqual(18);
    }
  });

  it('depends on the seed and not on the order of the rows', () => {
    const split = makeSplit(rows, { seed: 3, validationShare: 0.15 });
    const turned = makeSplit([...rows].reverse(), { seed: 3, validationShare: 0.15 });
    expect(new Set(turned.validation)).toEqual(new Set(split.validation));
    expect(makeSplit(rows, { seed: 4, validationShare: 0.15 })).not.toEqual(split);
  });
});

describe('labels', () => {
  it('are one for all spellings', () => {
    expect(labelSlug('ArtNouveau(Modern)')).toBe(labelSlug('Art_Nouveau_Modern'));
    expect(labelSlug('HighRenaissance')).toBe('high-renaissance');
  });

  it('are classes from a number of pictures on, and unknown below', () => {
    const rows = [
      row('1', 'anna', '', { style: 'Baroque', died: 1700 }),
      row('2', 'anna', '', { style: 'Baroque' }),
      row('3', 'bert', '', { style: '' }),
      row('4', 'bert', '', { style: 'Rococo' }),
      row('5', 'carl', ''),
    ];
    const labels = collectLabels(rows, { artist: 2, style: 2, genre: 2 });
    expect(labels.artists).toEqual([
      { id: 'anna', count: 2, died: 1700 },
      { id: 'bert', count: 2, died: undefined },
    ]);
    expect(labels.styles.map(({ id }) => id)).toEqual(['baroque']);
    const pictures = labelPictures(rows, labels);
    expect(pictures.map(({ artist }) => artist)).toEqual([0, 0, 1, 1, -1]);
    expect(pictures.map(({ style }) => style)).toEqual([0, 0, -1, -1, -1]);
  });

  it('stay in the order of the network that has learned them, whatever is counted now', () => {
    const rows = ['anna', 'anna', 'bert'].map((artist, i) =>
      row(String(i), artist, '', { style: i === 0 ? 'Rococo' : 'Baroque', genre: 'portrait' }),
    );
    const known = classIdsOf(collectLabels(rows, { artist: 1, style: 1, genre: 1 }));
    expect(known.artists).toEqual(['anna', 'bert']);
    const more = ['bert', 'bert', 'carl', 'carl', 'carl', 'carl'].map((artist, i) =>
      row(`more${i}`, artist, '', { style: 'Rococo' }),
    );
    const labels = labelsOf([...more, ...rows], known);
    expect(labels.artists.map(({ id, count }) => [id, count])).toEqual([
      ['anna', 2],
      ['bert', 3],
    ]);
    expect(labels.styles.map(({ id }) => id)).toEqual(['baroque', 'rococo']);
    expect(labels.genres.map(({ id }) => id)).toEqual(['portrait']);
    expect(labelPictures([rows[2]!, more[2]!], labels).map(({ artist }) => artist)).toEqual([
      1, -1,
    ]);
  });

  it('refuse a collection that has nothing of one of them', () => {
    const rows = [row('1', 'anna', '', { style: 'Baroque' })];
    const known = { artists: ['anna', 'bert'], styles: ['rococo'], genres: [] };
    expect(() => labelsOf(rows, known)).toThrow(/nothing of bert, rococo\./);
    const many = { ...known, artists: ['anna', 'b', 'c', 'd'] };
    expect(() => labelsOf(rows, many)).toThrow(/nothing of b, c and 2 more\./);
  });

  it('need two artists', () => {
    const rows = [row('1', 'anna', ''), row('2', 'bert', '')];
    expect(() => collectLabels(rows, { artist: 2, style: 1, genre: 1 })).toThrow(/--min-count/);
  });
});
