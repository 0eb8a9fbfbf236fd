import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { focusItem } from './focus-item';

let shown: (() => void) | undefined;
beforeEach(() =>
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => (shown = callback)),
);
afterEach(() => vi.unstubAllGlobals());

/** Items that say when they get the focus. */
function listOf(...names: string[]) {
  const focused: string[] = [];
  const item = (name: string) => ({ focus: () => focused.push(name) }) as unknown as HTMLElement;
  const items = names.map(item);
  return { items, focused, list: { querySelectorAll: () => items }, otherwise: () => item('add') };
}

it.each([
  ['what stands in its place', ['b', 'c'], 0, 'b'],
  ['the one before when it was the last', ['a', 'b'], 2, 'b'],
  ['something else when it was the only one', [], 0, 'add'],
] as const)('focuses %s', (_, names, index, expected) => {
  const { focused, list, otherwise } = listOf(...names);
  focusItem(list, 'button', index, otherwise);
  expect(focused).toEqual([]); // the list still shows what was taken out
  shown?.();
  expect(focused).toEqual([expected]);
});
