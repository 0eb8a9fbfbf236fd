import { createElement, type PointerEvent, type RefObject } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { useReorder } from './use-reorder';

const pointer = (type: string, clientX: number) =>
  Object.assign(new Event(type), { pointerId: 1, clientX });

/** A row of three pictures, 100 pixels each. */
const row = {
  scrollLeft: 0,
  getBoundingClientRect: () => ({ left: 0, right: 300, width: 300 }),
  querySelectorAll: () =>
    [0, 100, 200].map((left) => ({ getBoundingClientRect: () => ({ left, width: 100 }) })),
} as unknown as HTMLElement;

let moved: number[][];
let reorder: ReturnType<typeof useReorder>;
const list: RefObject<HTMLElement | null> = { current: row };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('KeyboardEvent', class extends Event {});
  moved = [];
  renderToStaticMarkup(
    createElement(function Row() {
      reorder = useReorder(list, (from, to) => moved.push([from, to]));
      return null;
    }),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Presses on the first picture, moves it behind the second one, and lets go. */
function drag(end = 'pointerup') {
  const press = { button: 0, pointerId: 1, clientX: 50, currentTarget: { setPointerCapture() {} } };
  reorder.start(0)(press as unknown as PointerEvent<HTMLElement>);
  window.dispatchEvent(pointer('pointermove', 160));
  window.dispatchEvent(pointer(end, 160));
}
function isSwallowed(): boolean {
  const event = { preventDefault: vi.fn(), stopPropagation: vi.fn() };
  reorder.swallowClick(event);
  return event.preventDefault.mock.calls.length > 0;
}

it('swallows the click with which a mouse ends a drag, and no other', () => {
  drag();
  expect(moved).toEqual([[0, 1]]);
  expect(isSwallowed()).toBe(true);
  expect(isSwallowed()).toBe(false);
});

it.each(['pointerup', 'pointercancel'])("lets a finger's next tap through after %s", (end) => {
  drag(end);
  // Time passes: a finger's drag ends without a click.
  vi.runAllTimers();
  expect(isSwallowed()).toBe(false);
});
