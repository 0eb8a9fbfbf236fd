import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { classifierCardSchema, generatorCardSchema } from './card';
import { classifiers, generators } from './registry';
import { yearsInWords } from './years';

it('says when a painter lived, as far as it is known', () => {
  expect(yearsInWords({ id: 'claude-monet', died: 1926 })).toBe('1840–1926');
  expect(yearsInWords({ id: 'titian', died: 1576 })).toBe('died 1576');
  expect(yearsInWords({ id: 'impressionism' })).toBe('');
});

it('gives every painter of the models a life of 20 to 100 years', () => {
  const cardOf = ({ id }: { id: string }): unknown =>
    JSON.parse(readFileSync(`public/models/${id}/card.json`, 'utf8'));
  const painters = [
    ...classifiers.flatMap((entry) => classifierCardSchema.parse(cardOf(entry)).artists),
    ...generators.flatMap((entry) => generatorCardSchema.parse(cardOf(entry)).classes),
  ];
  const lives = painters.flatMap((painter) => {
    const [born, died] = yearsInWords(painter).split('–');
    return died === undefined ? [] : [{ id: painter.id, years: Number(died) - Number(born) }];
  });
  expect(lives.length).toBeGreaterThan(100);
  expect(lives.filter(({ years }) => years < 20 || years > 100)).toEqual([]);
});
