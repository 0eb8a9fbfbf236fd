import { describe, expect, it, vi } from 'vitest';

import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';

import { followAddress, pointOpened, takeBehind } from './address';
import { moveBetween, rollDice } from './edits';
import { currentNode } from './history';
import { pathOfPoint } from './links';
import { createScene, withPoint } from './scene';
import { attachSession, type SessionOptions } from './session';
import { createMemoryStorage } from './storage';
import { createStudio, OPENING_ID } from './studio';
import { testCatalogue, testFacts, testModel, testPoint, testStudio } from './testing';

/** A tab's own storage. */
function tab() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

function visit(options: Partial<SessionOptions> & Pick<SessionOptions, 'storage' | 'tab'>) {
  const studio = options.studio ?? testStudio();
  const errors: string[] = [];
  const leave = attachSession({
    studio,
    catalogue: testCatalogue,
    opened: undefined,
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

  it('loses no step to a reload that comes before the device has kept it', async () => {
    const here = tab();
    const slow = { ...createMemoryStorage(), writeHistory: () => new Promise<void>(() => {}) };
    const before = visit({ storage: Promise.resolve(slow), tab: here });
    rollDice(before.studio);
    rollDice(before.studio);

    const storage = createMemoryStorage();
    const after = visit({ storage: Promise.resolve(storage), tab: here });
    expect(after.state().history.nodes.size).toBe(3);
    after.studio.undo();
    after.studio.undo();
    expect(after.state().scene.point).toEqual(testPoint(1));
    await vi.waitFor(async () => expect(await storage.readHistory()).toHaveLength(3));
  });

  it('opens a link as one step further in a tab that was somewhere already', async () => {
    const storage = Promise.resolve(createMemoryStorage());
    const here = tab();
    const before = visit({ storage, tab: here });
    rollDice(before.studio);
    const { point } = before.state().scene;
    before.leave();

    const linked = visit({
      storage,
      tab: here,
      studio: testStudio(testPoint(99)),
      opened: testPoint(99),
    });
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

  it('keeps what was being dragged when the screen is left', async () => {
    const storage = createMemoryStorage();
    const here = tab();
    const before = visit({ storage: Promise.resolve(storage), tab: here });
    moveBetween(before.studio, 0.3);
    before.studio.settleSoon();
    before.leave();
    const after = visit({ storage: Promise.resolve(storage), tab: here });
    expect(after.state().scene.between.position).toBe(0.3);
  });

  it('keeps a picture whose other end is of a model that has learned anew', async () => {
    const other: GeneratorEntry = { ...testModel, id: 'other-8' };
    const models = [testModel, other];
    const catalogueOf = (version: number) => [testFacts, { ...factsOf(other), version }];
    const storage = createMemoryStorage();
    const here = tab();
    // The visit opened with the other model; a link led on to a picture of this one.
    const otherPoint = (seed: number) => ({ ...testPoint(seed), model: other.id });
    const studio = createStudio({ models, opening: createScene(otherPoint(1), otherPoint(2)) });
    const before = visit({
      ...{ storage: Promise.resolve(storage), tab: here, studio },
      catalogue: catalogueOf(1),
    });
    studio.change('Opened a link', withPoint(before.state().scene, testPoint(7)));
    await vi.waitFor(async () => expect(await storage.readHistory()).toHaveLength(2));
    before.leave();

    const lost: number[] = [];
    const device = tab();
    const again = () =>
      visit({
        ...{ storage: Promise.resolve(storage), tab: here, device },
        catalogue: catalogueOf(2),
        onLost: (count) => lost.push(count),
      });
    const after = again();
    expect(after.state().scene.point).toEqual(testPoint(7));
    expect(after.state().scene.between).toEqual({ a: testPoint(7), b: testPoint(7), position: 0 });
    // The picture of the other model itself is lost, and that is told once.
    await vi.waitFor(() => expect(lost).toEqual([1]));
    again();
    await new Promise((resolve) => setImmediate(resolve));
    expect(lost).toEqual([1]);
  });

  it('tells of the picture a tab stood at when it can no longer be shown', async () => {
    const here = tab();
    const storage = Promise.resolve(createMemoryStorage());
    const before = visit({ storage, tab: here });
    rollDice(before.studio);
    before.leave();
    const lost: number[] = [];
    const { state } = visit({
      ...{ storage: Promise.resolve(createMemoryStorage()), tab: here },
      catalogue: [{ ...testFacts, version: 2 }],
      onLost: (count) => lost.push(count),
    });
    expect(state().history.current).toBe(OPENING_ID);
    await vi.waitFor(() => expect(lost).toEqual([1]));
  });

  it('says when the history cannot be written', async () => {
    const storage = createMemoryStorage();
    const { writeHistory } = storage;
    storage.writeHistory = () => Promise.reject(new Error('quota'));
    const { studio, errors } = visit({ storage: Promise.resolve(storage), tab: tab() });
    rollDice(studio);
    await vi.waitFor(() => expect(errors).not.toEqual([]));
    // Once there is room, what could not be written comes along.
    storage.writeHistory = writeHistory;
    rollDice(studio);
    await vi.waitFor(async () => expect(await storage.readHistory()).toHaveLength(3));
  });
});

/** A followed address bar whose clock stands still until `pass`. */
function addressOf({ studio = testStudio(), path = '/', here = tab() } = {}) {
  const bar = { path, written: [] as string[] };
  let due: (() => void) | undefined;
  const address = followAddress({
    studio,
    catalogue: testCatalogue,
    tab: here,
    here: () => bar.path,
    replace: (path) => {
      bar.path = path;
      bar.written.push(path);
    },
    after: (_, callback) => {
      due = callback;
      return () => {
        due = undefined;
      };
    },
  });
  return { studio, bar, address, pass: () => due?.() };
}

const pathAt = (studio: ReturnType<typeof testStudio>) =>
  pathOfPoint(studio.store.getState().scene.point, testCatalogue);

describe('address', () => {
  it('follows the picture, not more than once in a while, and never misses the last', () => {
    const { studio, bar, address, pass } = addressOf();
    expect(bar.written).toEqual([]);
    for (let i = 1; i <= 50; i++) moveBetween(studio, i / 100);
    expect(bar.written).toHaveLength(1);
    pass();
    expect(bar.written).toHaveLength(2);
    const last = bar.written[1];
    pass();
    expect(bar.written).toHaveLength(2);
    moveBetween(studio, 0.9);
    expect(bar.written).toHaveLength(3);
    expect(bar.written[2]).not.toBe(last);
    address.leave();
  });

  it('is written before another screen is asked for, and then left alone', () => {
    const { studio, bar, address, pass } = addressOf();
    rollDice(studio);
    rollDice(studio);
    address.writeAhead();
    expect(bar.written).toHaveLength(2);
    expect(bar.path).toBe(pathAt(studio));
    pass();
    address.writeAhead();
    address.leave();
    expect(bar.written).toHaveLength(2);
  });

  it('goes on following after a press on the way to the Studio itself', () => {
    const { studio, bar, address } = addressOf({ path: '/p/link' });
    rollDice(studio);
    bar.path = '/';
    rollDice(studio);
    address.writeAhead();
    expect(bar.path).toBe(pathAt(studio));
  });

  it('does not put the picture on another screen', () => {
    const { studio, bar, address, pass } = addressOf();
    rollDice(studio);
    rollDice(studio);
    bar.path = '/walk';
    pass();
    rollDice(studio);
    address.leave();
    expect(bar.written).toHaveLength(1);
    expect(bar.path).toBe('/walk');
  });

  it('has the last picture when the screen is left as it is', () => {
    const { studio, bar, address } = addressOf();
    rollDice(studio);
    rollDice(studio);
    address.leave();
    expect(bar.path).toBe(pathAt(studio));
  });
});

describe('leaving before the address could follow', () => {
  /** The screen as it opens at an address, in the tab `here`. */
  function openAt(path: string, here: ReturnType<typeof tab>) {
    const studio = testStudio(testPoint(1));
    const followed = addressOf({ studio, path, here });
    const opened = takeBehind(here, path) ? undefined : testPoint(1);
    const storage = Promise.resolve(createMemoryStorage());
    return { ...followed, ...visit({ storage, tab: here, studio, opened }) };
  }
  const opening = pathOfPoint(testPoint(1), testCatalogue);
  const labels = ({ studio }: ReturnType<typeof openAt>) =>
    [...studio.store.getState().history.nodes.values()].map(({ label }) => label);

  it('goes on with the last change after a reload, and the address with it', () => {
    const here = tab();
    const before = openAt(opening, here);
    rollDice(before.studio);
    moveBetween(before.studio, 0.3);
    before.studio.settle();
    before.address.keep();
    const { scene } = before.state();
    expect(before.bar.path).not.toBe(pathAt(before.studio));

    const after = openAt(before.bar.path, here);
    expect(after.state().scene).toEqual(scene);
    expect(after.bar.path).toBe(pathAt(after.studio));
    expect(labels(after)).not.toContain('Opened a link');

    // Later the same address is a link like any other.
    expect(labels(openAt(opening, here))).toContain('Opened a link');
  });

  it('keeps the change for the way back where the address is that of another screen already', () => {
    const here = tab();
    const { studio, bar, address } = addressOf({ here });
    rollDice(studio);
    rollDice(studio);
    const left = bar.path;
    bar.path = '/walk';
    address.leave();
    expect(bar.path).toBe('/walk');
    expect(takeBehind(here, left)).toBe(true);
    expect(takeBehind(here, left)).toBe(false);
  });

  it('is nothing to remember once the address has followed', () => {
    const here = tab();
    const { studio, bar, address, pass } = addressOf({ here });
    rollDice(studio);
    rollDice(studio);
    const left = bar.path;
    address.keep();
    pass();
    expect(takeBehind(here, left)).toBe(false);
    address.keep();
    expect(takeBehind(here, bar.path)).toBe(false);
  });
});

describe('the page of a link', () => {
  const rendered = { link: 'link', point: testPoint(1) };
  const opened = (path: string) => pointOpened(path, rendered, testCatalogue);

  it('is opened at the link, or at what the address became of it', () => {
    expect(opened('/p/link')).toBe(rendered.point);
    expect(opened(pathOfPoint(testPoint(2), testCatalogue))).toEqual(testPoint(2));
    expect(opened('/p/broken')).toBe(rendered.point);
    expect(opened('/walk')).toBe(rendered.point);
  });

  it('goes where the address leads on the way back, also without a memory of the tab', () => {
    const path = pathOfPoint(testPoint(2), testCatalogue);
    const storage = Promise.resolve(createMemoryStorage());
    const back = visit({ storage, tab: undefined, opened: opened(path) });
    expect(back.state().scene.point).toEqual(testPoint(2));
  });
});
