import { expect, it } from 'vitest';

import { artistName, labelName, workTitle } from './names';

it('writes artists as people do', () => {
  expect(artistName('vincent-van-gogh')).toBe('Vincent van Gogh');
  expect(artistName('t-c-steele')).toBe('T. C. Steele');
  expect(artistName('paul-cezanne')).toBe('Paul Cézanne');
});

it('writes styles and genres as people do', () => {
  expect(labelName('still-life')).toBe('Still life');
  expect(labelName('art-nouveau-modern')).toBe('Art Nouveau');
  expect(labelName('ukiyo-e')).toBe('Ukiyo-e');
});

it('makes titles of names of files', () => {
  expect(workTitle('roses-de-noel(1)')).toBe('Roses de noel');
  expect(workTitle('artist-s-workshop-in-rome')).toBe('Artist’s workshop in rome');
  expect(workTitle('Water lilies')).toBe('Water lilies');
});
