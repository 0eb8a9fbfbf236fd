import fc from 'fast-check';
import { expect, it } from 'vitest';

import { plainWords, searchQuery } from './words';

it('are small letters and digits without accents', () => {
  expect(plainWords('  Čeněk’s “Sturm” – Über 12 × ﬁsh! ')).toBe('cenek s sturm uber 12 fish');
  expect(plainWords('Иван Шишкин, 梵高')).toBe('иван шишкин 梵高');
});

it('make a search for their beginnings', () => {
  expect(searchQuery('Sea, storm!')).toBe("'sea':* & 'storm':*");
  expect(searchQuery('… ')).toBeUndefined();
  expect(searchQuery('a b c d e f g h i j')!.split('&')).toHaveLength(8);
});

it('never bring signs of the search language along', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const query = searchQuery(text);
      if (query === undefined) return;
      for (const word of query.split(' & ')) expect(word).toMatch(/^'[\p{L}\p{N}]+':\*$/u);
    }),
  );
});
