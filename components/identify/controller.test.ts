import { beforeEach, describe, expect, it, vi } from 'vitest';

import { createMemoryStorage } from '@/components/intake/row-storage';
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
    classifier: { id: FACTS.id, artists: FACTS.artists },
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

  it('are not more at once than can be looked at, and a pasted one has a name', () => {
    const { controller, state } = create();
    controller.add(Array.from({ length: 40 }, () => file('')));
    expect(state().entries).toHaveLength(MAX_FILES);
    expect(state().entries[0]!.name).toBe('Pasted picture');
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

it('answers without works when those cannot be had', async () => {
  const { controller, entry, phases } = create();
  engine.nearestWorks.mockRejectedValue(new SfumatoError('download-failed', 'No works.'));
  controller.add([file('a.jpg')]);
  await vi.waitFor(() => expect(entry('a.jpg').worksMessage).toBe('No works.'));
  expect(phases()['a.jpg']).toBe('done');
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
