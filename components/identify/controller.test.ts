import { beforeEach, describe, expect, it, vi } from 'vitest';

import { createMemoryStorage } from '@/components/intake/row-storage';
import { currentToasts, dismissToast } from '@/components/ui/toast-store';
import { SfumatoError } from '@/lib/errors';
import type { Identification } from '@/lib/identify/answer';
import { answerOf, FACTS, workOf } from '@/lib/identify/testing';

import { createIdentifyController, explanationKey, MAX_FILES } from './controller';
import type { OpenedFile } from './controller';
import { isAnswered } from './entry';
import type { ResultStorage } from './storage';

const ANSWER: Identification = {
  ...answerOf({ 'claude-monet': 0.8, 'alfred-sisley': 0.2 }),
  embedding: Float32Array.of(0.6, 0.8),
};
const picture = { width: 2, height: 1, data: new Uint8ClampedArray(8) };
const opened: OpenedFile = { picture, width: 4000, height: 2000, notes: [] };
const file = (name: string) => new File(['x'], name);

/** Something that is answered from outside. */
function gate<T = void>() {
  let pass!: (value: T) => void;
  let fail!: (error: Error) => void;
  const promise = new Promise<T>((resolve, reject) => {
    pass = resolve;
    fail = reject;
  });
  return { promise, pass, fail };
}

let storage: ResultStorage;
let next = 0;
const engine = {
  load: vi.fn(),
  cancel: vi.fn(),
  identify: vi.fn(),
  explain: vi.fn(),
  nearestWorks: vi.fn(),
};
const open = vi.fn();
const urls = { createObjectURL: vi.fn(() => `blob:${next++}`), revokeObjectURL: vi.fn() };

function create() {
  const controller = createIdentifyController({
    engine,
    classifier: {
      id: FACTS.id,
      artists: FACTS.artists,
      input: { shortSide: 192, maxAspect: 2 },
    },
    open,
    reduce: async () => new Blob(['copy'], { type: 'image/jpeg' }),
    restore: async () => picture,
    urls,
    openStorage: async () => storage,
    now: () => 1000 * next++,
    newId: () => `id${next++}`,
    keeping: true,
  });
  const state = () => controller.store.getState();
  return {
    controller,
    state,
    phases: () => Object.fromEntries(state().entries.map(({ name, phase }) => [name, phase])),
    /** The entry of this name. */
    entry: (name: string) => state().entries.find((entry) => entry.name === name)!,
  };
}

beforeEach(() => {
  vi.resetAllMocks();
  storage = createMemoryStorage();
  for (const { id } of currentToasts()) dismissToast(id);
  urls.createObjectURL.mockImplementation(() => `blob:${next++}`);
  engine.load.mockResolvedValue({});
  engine.cancel.mockResolvedValue(undefined);
  engine.identify.mockResolvedValue(ANSWER);
  engine.nearestWorks.mockResolvedValue([workOf()]);
  open.mockResolvedValue(opened);
});

describe('pictures that are given', () => {
  it('are seen at once, identified one after the other, and kept', async () => {
    const { controller, state, phases, entry } = create();
    const loading = gate();
    engine.load.mockReturnValue(loading.promise);
    controller.add([file('a.jpg'), file('b.jpg')]);
    expect(phases()).toEqual({ 'a.jpg': 'opening', 'b.jpg': 'opening' });
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'waiting', 'b.jpg': 'waiting' }));
    expect(entry('a.jpg').url).toMatch(/^blob:/);
    expect(entry('a.jpg')).toMatchObject({ width: 4000, height: 2000 });
    expect(state().selected).toBe(entry('a.jpg').id);

    loading.pass();
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'done', 'b.jpg': 'done' }));
    expect(isAnswered(entry('a.jpg'))).toBe(true);
    await vi.waitFor(async () => expect(await storage.read()).toHaveLength(2));
    expect(entry('b.jpg').works).toEqual([workOf()]);
    expect(state().said).toBe(
      'b.jpg: Nearest to Claude Monet. Most likely, with 80\u00a0% probability. That it is by none of the 7 painters known here is unlikely (10\u00a0%).',
    );
  });

  it('do not wait for one that cannot be opened, which says why', async () => {
    const { controller, state, phases, entry } = create();
    open.mockRejectedValueOnce(new SfumatoError('invalid-input', '“bad.svg” is an SVG.'));
    controller.add([file('bad.svg'), file('good.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'bad.svg': 'refused', 'good.jpg': 'done' }));
    expect(entry('bad.svg').message).toBe('“bad.svg” is an SVG.');
    expect(state().selected).toBe(entry('good.jpg').id);
  });

  it('are not more at once than can be looked at, and people are told', () => {
    const { controller, state } = create();
    controller.add(Array.from({ length: MAX_FILES }, () => file('a.jpg')));
    expect(state().entries).toHaveLength(MAX_FILES);
    expect(currentToasts()).toEqual([]);
    controller.removeAll();
    controller.add(Array.from({ length: 40 }, () => file('a.jpg')));
    expect(state().entries).toHaveLength(MAX_FILES);
    expect(currentToasts().map(({ title }) => title)).toEqual([
      'Only the first 24 of 40 are looked at; add the others afterwards.',
    ]);
  });

  it('have a name, also when they were pasted', () => {
    const { controller, state } = create();
    controller.add([file('')]);
    expect(state().entries[0]!.name).toBe('Pasted picture');
  });

  it('say so when only their middle is looked at', async () => {
    const { controller, entry, phases } = create();
    open.mockResolvedValueOnce({ ...opened, width: 4000, height: 1000, notes: ['It moves.'] });
    controller.add([file('wide.jpg'), file('a.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'wide.jpg': 'done', 'a.jpg': 'done' }));
    expect(entry('wide.jpg').notes).toEqual([
      'It moves.',
      'Only its middle was looked at: it is more than twice as long as it is high.',
    ]);
    expect(entry('a.jpg').notes).toEqual([]);
  });

  it('remember the point that they were made from', async () => {
    const { controller, entry, phases } = create();
    open.mockResolvedValue({ ...opened, pointCode: 'CODE' });
    controller.add([file('made.png')]);
    await vi.waitFor(() => expect(phases()['made.png']).toBe('done'));
    expect(entry('made.png').pointCode).toBe('CODE');
  });
});

describe('waiting for the model', () => {
  it('can be called off for all at once, and gone on with', async () => {
    const { controller, phases, entry } = create();
    const loading = gate();
    engine.load.mockReturnValueOnce(loading.promise);
    controller.add([file('a.jpg'), file('b.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'waiting', 'b.jpg': 'waiting' }));
    controller.stop();
    loading.fail(new SfumatoError('cancelled', 'Stopped.'));
    expect(engine.cancel).toHaveBeenCalledWith(FACTS.id);
    expect(phases()).toEqual({ 'a.jpg': 'stopped', 'b.jpg': 'stopped' });

    controller.again(entry('b.jpg').id);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'stopped', 'b.jpg': 'done' }));
    expect(engine.load).toHaveBeenCalledTimes(2);
  });

  it('ends for all alike when it cannot be fetched, and each can be tried again', async () => {
    const { controller, phases, entry } = create();
    engine.load.mockRejectedValueOnce(new SfumatoError('download-failed', 'No network.'));
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(phases()['a.jpg']).toBe('failed'));
    expect(entry('a.jpg').message).toBe('No network.');
    controller.again(entry('a.jpg').id);
    await vi.waitFor(() => expect(phases()['a.jpg']).toBe('done'));
  });

  it('fails one picture alone when only that one cannot be judged', async () => {
    const { controller, phases } = create();
    engine.identify.mockRejectedValueOnce(new SfumatoError('internal', 'Something went wrong.'));
    controller.add([file('a.jpg'), file('b.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'failed', 'b.jpg': 'done' }));
  });
});

it('answers without works when those cannot be had, and takes them when they can', async () => {
  const { controller, entry, phases } = create();
  engine.nearestWorks.mockRejectedValueOnce(new SfumatoError('download-failed', 'No works.'));
  controller.add([file('a.jpg')]);
  await vi.waitFor(() => expect(entry('a.jpg').worksMessage).toBe('No works.'));
  expect(phases()['a.jpg']).toBe('done');
  controller.again(entry('a.jpg').id);
  await vi.waitFor(() => expect(entry('a.jpg').works).toEqual([workOf()]));
  expect(entry('a.jpg').worksMessage).toBeUndefined();
});

describe('what is kept on the device', () => {
  async function visited() {
    const first = create();
    first.controller.add([file('a.jpg'), file('b.jpg')]);
    await vi.waitFor(async () => expect(await storage.read()).toHaveLength(2));
    return first;
  }

  it('is there at the next visit, with its answer, read once', async () => {
    await visited();
    const { controller, state, entry } = create();
    expect(state().restored).toBe(false);
    await Promise.all([controller.restore(), controller.restore()]);
    expect(state().entries.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
    expect(entry('a.jpg').identification!.artists[0]!.id).toBe('claude-monet');
    expect(entry('a.jpg').works).toEqual([workOf()]);
    expect(isAnswered(entry('b.jpg'))).toBe(true);
    expect(state().restored).toBe(true);
  });

  it('comes back with all that was said about it', async () => {
    open.mockResolvedValue({ ...opened, notes: ['It moves.'], pointCode: 'CODE' });
    engine.nearestWorks.mockRejectedValueOnce(new SfumatoError('download-failed', 'No works.'));
    const before = await visited();
    const { controller, entry } = create();
    await controller.restore();
    for (const name of ['a.jpg', 'b.jpg']) {
      const { url, copy } = before.entry(name);
      expect({ ...entry(name), url, copy }).toEqual(before.entry(name));
      expect(await entry(name).copy!.text()).toBe(await copy!.text());
    }
    expect(entry('a.jpg')).toMatchObject({ notes: ['It moves.'], pointCode: 'CODE' });
    expect(entry('a.jpg').worksMessage).toBe('No works.');
    expect(entry('a.jpg').works).toBeUndefined();
    expect(entry('b.jpg').works).toEqual([workOf()]);
  });

  it('says of works that had not been found by then that they are missing', async () => {
    const first = create();
    engine.nearestWorks.mockReturnValue(gate().promise);
    first.controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(first.phases()['a.jpg']).toBe('done'));
    first.controller.setKeeping(true);
    await vi.waitFor(async () => expect(await storage.read()).toHaveLength(1));
    const { controller, entry } = create();
    await controller.restore();
    expect(entry('a.jpg').worksMessage).toBe('The page was closed before they were found.');
  });

  it('can still be read when it was kept without notes', async () => {
    const row = { id: 'old', at: 1, name: 'old.jpg', width: 4, height: 3 };
    const copy = new ArrayBuffer(1);
    await storage.write({ ...row, copy, identification: ANSWER, works: [] });
    const { controller, entry } = create();
    await controller.restore();
    expect(entry('old.jpg')).toMatchObject({ phase: 'done', notes: [], works: [] });
    expect(entry('old.jpg').worksMessage).toBeUndefined();
  });

  it('goes one by one or all at once, and takes its place on the screen with it', async () => {
    const { controller, state, entry } = await visited();
    const { id, url } = entry('a.jpg');
    controller.remove(id);
    expect(urls.revokeObjectURL).toHaveBeenCalledWith(url);
    expect(state().selected).toBe(entry('b.jpg').id);
    await vi.waitFor(async () =>
      expect((await storage.read()).map(({ name }) => name)).toEqual(['b.jpg']),
    );
    controller.removeAll();
    expect(state().entries).toEqual([]);
    await vi.waitFor(async () => expect(await storage.read()).toEqual([]));
  });

  it('is nothing while that is not wanted, and everything again when it is', async () => {
    const { controller, state } = await visited();
    controller.setKeeping(false);
    await vi.waitFor(async () => expect(await storage.read()).toEqual([]));
    expect(state().entries).toHaveLength(2);
    controller.setKeeping(true);
    await vi.waitFor(async () => expect(await storage.read()).toHaveLength(2));
  });

  it('says so when the device is full', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    storage.write = () => Promise.reject(new Error('quota'));
    const { controller, state } = create();
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(state().persistent).toBe(false));
    expect(state().entries[0]!.phase).toBe('done');
  });

  it('forgets a picture that is still on its way', async () => {
    const { controller, state } = create();
    const judging = gate<Identification>();
    engine.identify.mockReturnValue(judging.promise);
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(state().entries[0]!.phase).toBe('identifying'));
    controller.remove(state().entries[0]!.id);
    judging.pass(ANSWER);
    controller.add([file('b.jpg')]);
    await vi.waitFor(async () =>
      expect((await storage.read()).map(({ name }) => name)).toEqual(['b.jpg']),
    );
  });
});

it('explains each artist once, and again only after a failure', async () => {
  const { controller, state, entry, phases } = create();
  const region = { left: 0, top: 0, width: 1, height: 1 };
  const map = { artist: 'titian', width: 1, height: 1, values: Float32Array.of(1), region };
  controller.add([file('a.jpg')]);
  await vi.waitFor(() => expect(phases()['a.jpg']).toBe('done'));
  const { id } = entry('a.jpg');
  const explanation = () => state().explanations.get(explanationKey(id, 'titian'));

  engine.explain.mockRejectedValueOnce(new SfumatoError('context-lost', 'Lost.'));
  controller.explain(id, 'titian');
  expect(explanation()).toEqual({ state: 'looking' });
  await vi.waitFor(() => expect(explanation()).toEqual({ state: 'failed', message: 'Lost.' }));
  engine.explain.mockResolvedValue(map);
  controller.explain(id, 'titian');
  await vi.waitFor(() => expect(explanation()).toEqual({ state: 'ready', map }));
  controller.explain(id, 'titian');
  expect(engine.explain).toHaveBeenCalledTimes(2);
});

it('holds two pictures side by side until one of them is gone', async () => {
  const { controller, state } = create();
  controller.add([file('a.jpg'), file('b.jpg')]);
  await vi.waitFor(() => expect(state().entries.every(isAnswered)).toBe(true));
  const [a, b] = state().entries;
  controller.compare([a!.id, b!.id]);
  expect(state().compared).toEqual([a!.id, b!.id]);
  controller.remove(b!.id);
  expect(state().compared).toBeUndefined();
});
