import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';

import { Kbd } from './kbd';

it.each([
  ['Mod+Shift+Z', ['Ctrl', 'Shift', 'Z']],
  ['ArrowLeft', ['←']],
  ['+', ['+']],
  ['Shift++', ['Shift', '+']],
])('shows %s with a cap for every key', (keys, caps) => {
  const shown = renderToStaticMarkup(createElement(Kbd, { keys }));
  expect([...shown.matchAll(/<kbd[^>]*>([^<]*)<\/kbd>/g)].map(([, cap]) => cap)).toEqual(caps);
});
