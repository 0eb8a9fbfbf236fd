import { expect, it } from 'vitest';

import { classWord, countsInWords, groupsOf, isLearned } from './classes';

const painters = [{ kind: 'artist' as const }, { kind: 'artist' as const }];
const all = [{ kind: 'genre' as const }, ...painters, { kind: 'style' as const }];

it('groups classes by kind, painters first', () => {
  expect(groupsOf(all).map(({ title, classes }) => [title, classes.length])).toEqual([
    ['Painters', 2],
    ['Styles', 1],
    ['Genres', 1],
  ]);
  expect(groupsOf([])).toEqual([]);
});

it('speaks of what there is', () => {
  expect(classWord(painters)).toBe('artist');
  expect(classWord(all)).toBe('artist, style or genre');
  expect(countsInWords(painters)).toBe('2 artists');
  expect(countsInWords(all)).toBe('2 artists, 1 style and 1 genre');
  expect(countsInWords([])).toBe('');
});

it('groups the others last, and counts them among nothing', () => {
  const withOthers = [{ kind: 'others' as const }, ...all];
  expect(groupsOf(withOthers).at(-1)).toMatchObject({ title: 'Others', classes: [{}] });
  expect(withOthers.filter(isLearned)).toEqual(all);
  expect(classWord(withOthers)).toBe(classWord(all));
  expect(countsInWords(withOthers)).toBe(countsInWords(all));
});
