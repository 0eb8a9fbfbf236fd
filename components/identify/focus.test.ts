import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { askAgain, forget, leaveComparison, stop } from './focus';
import { created, file } from './testing';

/** What stands on the page: a selector and who has the focus when it is given to that. */
let page: Record<string, readonly string[]> = {};
let focused: string[] = [];

beforeEach(() => {
  focused = [];
  const all = (selectors: string) =>
    (page[selectors] ?? []).map((name) => ({ focus: () => focused.push(name) }));
  vi.stubGlobal('document', {
    querySelectorAll: all,
    querySelector: (selectors: string) => all(selectors)[0] ?? null,
  });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => callback());
});
afterEach(() => vi.unstubAllGlobals());

async function visit(...names: readonly string[]) {
  const { controller, phases, entry } = created();
  controller.add(names.map(file));
  await vi.waitFor(() => expect(Object.values(phases()).every((p) => p === 'done')).toBe(true));
  return { controller, idOf: (name: string) => entry(name).id };
}

describe('the focus', () => {
  it('goes to what takes the place of a picture that is forgotten', async () => {
    const { controller, idOf } = await visit('a.jpg', 'b.jpg', 'c.jpg');
    page = { '[data-shelved]': ['a.jpg', 'c.jpg'] };
    forget(controller, idOf('b.jpg'));
    expect(focused).toEqual(['c.jpg']);
  });

  it('goes to the way to a new picture when the last is forgotten', async () => {
    const { controller, idOf } = await visit('a.jpg');
    page = { '[data-choose]': ['choose'] };
    forget(controller, idOf('a.jpg'));
    expect(focused).toEqual(['choose']);
  });

  it('goes to the way on when something is called off, to the picture where it has an answer', async () => {
    const { controller } = await visit('a.jpg');
    page = { '[data-go-on]': ['go on'], '[data-shelved][aria-current]': ['a.jpg'] };
    stop(controller);
    page = { '[data-shelved][aria-current]': ['a.jpg'] };
    stop(controller);
    expect(focused).toEqual(['go on', 'a.jpg']);
  });

  it('stays with the picture while it is looked at again', async () => {
    const { controller, idOf } = await visit('a.jpg');
    page = { '[data-shelved][aria-current]': ['a.jpg'] };
    askAgain(controller, idOf('a.jpg'));
    expect(focused).toEqual(['a.jpg']);
  });

  it('goes back to where a comparison began', async () => {
    const { controller, idOf } = await visit('a.jpg', 'b.jpg');
    controller.compare([idOf('a.jpg'), idOf('b.jpg')]);
    page = { '[data-compare]': ['compare'] };
    leaveComparison(controller);
    expect(controller.store.getState().compared).toBeUndefined();
    expect(focused).toEqual(['compare']);
  });
});
