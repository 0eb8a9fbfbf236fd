import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';

import { WHOLE_GALLERY, type GalleryView } from './address';
import { MixOrder } from './mix-order';

// Every model knows its classes by names of its own.
vi.mock('@/models/registry', () => ({
  generators: Object.entries({ plain: [], first: ['a', 'b'], second: ['b', 'c', 'd'] }).map(
    ([id, classes]) => ({
      id,
      classes: classes.map((name) => ({ id: name, name: `${name} of ${id}`, kind: 'style' })),
    }),
  ),
}));

const mixOf = (...ids: string[]) => ids.map((classId) => ({ classId, weight: 1 / ids.length }));
const shown = (view: Partial<GalleryView>) =>
  renderToStaticMarkup(
    createElement(MixOrder, {
      ...{ view: { ...WHOLE_GALLERY, ...view }, className: '', onChoose: () => undefined },
    }),
  );

it('names the mix by a model that knows all of it, where none is chosen', () => {
  expect(shown({ order: 'mix', mix: mixOf('c', 'd') })).toContain(
    'Near 50 % c of second, 50 % d of second',
  );
  expect(shown({ order: 'mix', mix: mixOf('b', 'c') })).toContain(
    'Near 50 % b of second, 50 % c of second',
  );
  expect(shown({ order: 'mix', mix: mixOf('b') })).toContain('Near b of first');
});

it('names the mix by the model that is chosen, unless that knows no classes', () => {
  const mix = mixOf('b');
  expect(shown({ order: 'mix', mix, model: 'second' })).toContain('Near b of second');
  expect(shown({ order: 'mix', mix, model: 'plain' })).toContain('Near b of first');
});

it('offers a mix where there is none yet', () => {
  expect(shown({})).toContain('Near a mix<');
});
