import { describe, expect, it, vi } from 'vitest';

import { followAddress } from './address';
import { moveBetween, rollDice } from './edits';
import { currentNode } from './history';
import { attachSession, type SessionOptions } from './session';
import { createMemoryStorage } from './storage';
import { OPENING_ID } from './studio';
import { testCatalogue, testPoint, testStudio } from './testing';

/** A tab's own storage. */
function tab() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

function visit(options: Partial<SessionOptions> & Pick<SessionOptions, 'storage' | 'tab'>) {
  const studio = options.studio ?? testStudio();
  const errors: string[] = [];
  const leave = attachSession({
    studio,
    catalogue: testCatalogue,
    atLink: false,
    onError: (error) => errors.push(error.message),
    ...options,
  });
  return { studio, leave, errors, state: () => studio.store.getState() };
}

describe('session', () => {
  it('goes on after a reload where it was, with undo and redo', async () => {
    const storage = createMemoryStorage();
    const here = tab();
    const before = visit({ storage: Promise.resolve(storage), tab: here });
    rollDice(before.studio);
    moveBetween(before.studio, 0.3);
    before.studio.settle();
    before.studio.undo();
    const { scene, history } = before.state();
    await vi.waitFor(async () => expect(await storage.readHistory()).toHaveLength(3));
    before.leave();

    const after = visit({ storage: Promise.resolve(storage), tab: here });
    expect(after.state().scene).toEqual(scene);
    await vi.waitFor(() => expect(after.state().history.nodes.size).toBe(3));
    after.studio.redo();
    expect(after.state().scene.between.position).toBe(0.3);
    after.studio.undo();
    after.studio.undo();
    expect(after.state().scene.point).toEqual(testPoint(1));
    expect(history.nodes.size).toBe(after.state().history.nodes.size);
    expect(after.errors).toEqual([]);
  });

  it('opens a link as one step further in a tab that was somewhere already', async () => {
    const storage = Promise.resolve(createMemoryStorage());
    const here = tab();
    const before = visit({ storage, tab: here });
    rollDice(before.studio);
    const { point } = before.state().scene;
    before.leave();

    const linked = visit({ storage, tab: here, studio: testStudio(testPoint(99)), atLink: true });
    expect(linked.state().scene.point).toEqual(testPoint(99));
    linked.studio.undo();
    expect(linked.state().scene.point).toEqual(point);
  });

  it('keeps no trace of a visit in which nothing was done', async () => {
    const storage = createMemoryStorage();
    const { state } = visit({ storage: Promise.resolve(storage), tab: tab() });
    await storage.readHistory();
    expect(state().history.current).toBe(OPENING_ID);
    expect(await storage.readHistory()).toEqual([]);
  });

  it('shows earlier visits in a new tab without going there', async () => {
    const storage = createMemoryStorage();
    const first = visit({ storage: Promise.resolve(storage), tab: tab() });
    rollDice(first.studio);
    await vi.waitFor(async () => expect(await storage.readHistory()).toHaveLength(2));

    const second = visit({ storage: Promise.resolve(storage), tab: tab() });
    await vi.waitFor(() => expect(second.state().history.nodes.size).toBe(3));
    expect(second.state().scene.point).toEqual(testPoint(1));
    rollDice(second.studio);
    second.studio.goTo(currentNode(first.state().history).id);
    expect(second.state().scene).toEqual(first.state().scene);
  });

  it('leaves out what can no longer be read', async () => {
    const storage = createMemoryStorage();
    await storage.writeHistory([
      {
        id: 'old',
        parent: null,
        label: 'from a model that is gone',
        at: 1,
        code: 'AAAA',
        palette: [],
        a: 'AAAA',
        b: 'AAAA',
        position: null,
      },
    ]);
    const here = tab();
    here.setItem('sfumato.studio.here', '{"tip":"x","row":{}}');
    const { state, errors } = visit({ storage: Promise.resolve(storage), tab: here });
    await storage.readHistory();
    await new Promise((resolve) => setImmediate(resolve));
    expect(state().history.nodes.size).toBe(1);
    expect(errors).toEqual([]);
  });

  it('says when the history cannot be written', async () => {
    const storage = createMemoryStorage();
    storage.writeHistory = () => Promise.reject(new Error('quota'));
    const { studio, errors } = visit({ storage: Promise.resolve(storage), tab: tab() });
    rollDice(studio);
    await vi.waitFor(() => expect(errors).toHaveLength(1));
  });
});

describe('address', () => {
  it('follows the picture, not more than once in a while, and never misses the last', () => {
    const studio = testStudio();
    const paths: string[] = [];
    let due: (() => void) | undefined;
    const leave = followAddress({
      studio,
      catalogue: testCatalogue,
      replace: (path) => paths.push(path),
      after: (_, callback) => {
        due = callback;
        return () => {
          due = undefined;
        };
      },
    });
    expect(paths).toEqual([]);
    for (let i = 1; i <= 50; i++) moveBetween(studio, i / 100);
    expect(paths).toHaveLength(1);
    due?.();
    expect(paths).toHaveLength(2);
    const last = paths[1];
    due?.();
    expect(paths).toHaveLength(2);
    moveBetween(studio, 0.9);
    expect(paths).toHaveLength(3);
    expect(paths[2]).not.toBe(last);
    leave();
  });
});
