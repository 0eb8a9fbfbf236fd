import { beforeEach, describe, expect, it, vi } from 'vitest';

import { currentToasts, dismissToast } from '@/components/ui/toast-store';
import { SfumatoError } from '@/lib/errors';
import type { Identification } from '@/lib/identify/answer';
import { FACTS, workOf } from '@/lib/identify/testing';

import type { OpenedFile } from './contract';
import { MAX_FILES } from './controller';
import { isAnswered } from './entry';
import { explanationKey } from './explainer';
import {
  ANSWER,
  copied,
  created,
  EARLIER,
  file,
  gate,
  onDevice,
  opened,
  picture,
  rowFor,
} from './testing';

beforeEach(() => {
  for (const { id } of currentToasts()) dismissToast(id);
});

describe('pictures that are given', () => {
  it('are seen at once, identified one after the other, and kept', async () => {
    const { controller, state, phases, entry, engine, storage } = created();
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
    await onDevice(storage, 'a.jpg', 'b.jpg');
    expect(entry('b.jpg').works).toEqual([workOf()]);
    expect(state().said).toBe(
      'b.jpg: Nearest to Claude Monet. Most likely, with 80\u00a0% probability. That it is by none of the 7 painters known here is unlikely (10\u00a0%).',
    );
  });

  it('do not wait for one that cannot be opened, which says why', async () => {
    const { controller, state, phases, entry, open } = created();
    open.mockRejectedValueOnce(new SfumatoError('invalid-input', '“bad.svg” is an SVG.'));
    controller.add([file('bad.svg'), file('good.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'bad.svg': 'refused', 'good.jpg': 'done' }));
    expect(entry('bad.svg').message).toBe('“bad.svg” is an SVG.');
    expect(state().selected).toBe(entry('good.jpg').id);
  });

  it('are not more at once than can be looked at, and people are told', () => {
    const { controller, state } = created();
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
    const { controller, state } = created();
    controller.add([file('')]);
    expect(state().entries[0]!.name).toBe('Pasted picture');
  });

  it('say so when only their middle is looked at', async () => {
    const { controller, entry, phases, open } = created();
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
    const { controller, entry, phases, open } = created();
    open.mockResolvedValue({ ...opened, pointCode: 'CODE' });
    controller.add([file('made.png')]);
    await vi.waitFor(() => expect(phases()['made.png']).toBe('done'));
    expect(entry('made.png').pointCode).toBe('CODE');
  });
});

describe('waiting for the model', () => {
  it('can be called off for all at once, and gone on with', async () => {
    const { controller, phases, entry, engine } = created();
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

  it('is called off for files that are still being opened, too', async () => {
    const { controller, phases, entry, engine, open } = created();
    const [loading, opening] = [gate(), gate<OpenedFile>()];
    engine.load.mockReturnValueOnce(loading.promise);
    open.mockResolvedValueOnce(opened).mockReturnValueOnce(opening.promise);
    controller.add([file('a.jpg'), file('b.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'waiting', 'b.jpg': 'opening' }));
    controller.stop();
    loading.fail(new SfumatoError('cancelled', 'Stopped.'));
    opening.pass(opened);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'stopped', 'b.jpg': 'stopped' }));

    // What is added or gone on with afterwards is not meant.
    controller.add([file('c.jpg')]);
    await vi.waitFor(() => expect(phases()['c.jpg']).toBe('done'));
    expect(phases()).toMatchObject({ 'a.jpg': 'stopped', 'b.jpg': 'stopped' });
    expect(engine.load).toHaveBeenCalledTimes(2);
    controller.again(entry('b.jpg').id);
    await vi.waitFor(() => expect(phases()['b.jpg']).toBe('done'));
  });

  it('ends for all alike when it cannot be fetched, and each can be tried again', async () => {
    const { controller, phases, entry, engine } = created();
    engine.load.mockRejectedValueOnce(new SfumatoError('download-failed', 'No network.'));
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(phases()['a.jpg']).toBe('failed'));
    expect(entry('a.jpg').message).toBe('No network.');
    controller.again(entry('a.jpg').id);
    await vi.waitFor(() => expect(phases()['a.jpg']).toBe('done'));
  });

  it('fails one picture alone when only that one cannot be judged', async () => {
    const { controller, phases, engine } = created();
    engine.identify.mockRejectedValueOnce(new SfumatoError('internal', 'Something went wrong.'));
    controller.add([file('a.jpg'), file('b.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'failed', 'b.jpg': 'done' }));
  });
});

describe('asking again', () => {
  async function answered() {
    const visit = created();
    visit.controller.add([file('a.jpg')]);
    await onDevice(visit.storage, 'a.jpg');
    return { ...visit, before: visit.entry('a.jpg') };
  }

  it('in vain leaves the earlier answer, and says why', async () => {
    const { controller, entry, phases, engine, before } = await answered();
    for (const ask of [engine.load, engine.identify]) {
      ask.mockRejectedValueOnce(new SfumatoError('download-failed', 'No network.'));
      controller.again(before.id);
      expect(phases()['a.jpg']).toBe('waiting');
      await vi.waitFor(() => expect(phases()['a.jpg']).toBe('done'));
      expect(entry('a.jpg')).toEqual(before);
      expect(currentToasts().map(({ title }) => title)).toEqual(['No network.']);
      dismissToast(currentToasts()[0]!.id);
    }
  });

  it('can be called off, and the earlier answer stays', async () => {
    const { controller, entry, phases, engine, before } = await answered();
    const loading = gate();
    engine.load.mockReturnValueOnce(loading.promise);
    controller.again(before.id);
    await vi.waitFor(() => expect(engine.load).toHaveBeenCalledTimes(2));
    controller.stop();
    loading.fail(new SfumatoError('cancelled', 'Stopped.'));
    expect(phases()['a.jpg']).toBe('done');
    expect(entry('a.jpg')).toEqual(before);
    expect(currentToasts()).toEqual([]);
  });

  it('gives an answer of today', async () => {
    const { controller, entry, engine, before } = await answered();
    const now: Identification = { ...ANSWER, noneOfThese: 0.2 };
    engine.identify.mockResolvedValueOnce(now);
    controller.again(before.id);
    await vi.waitFor(() => expect(entry('a.jpg').identification).toBe(now));
    expect(entry('a.jpg').at).toBeGreaterThan(before.at);
  });
});

describe('the nearest works', () => {
  it('are waited for by nothing: answers are kept, and other pictures have their turn', async () => {
    const { controller, entry, phases, engine, storage } = created();
    const finding = gate<unknown>();
    engine.nearestWorks.mockReturnValueOnce(finding.promise);
    controller.add([file('a.jpg'), file('b.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'done', 'b.jpg': 'done' }));
    await vi.waitFor(async () => expect(await storage.read()).toHaveLength(2));
    expect(entry('a.jpg').works).toBeUndefined();
    finding.pass([workOf()]);
    await onDevice(storage, 'a.jpg', 'b.jpg');
    expect(entry('a.jpg').works).toEqual([workOf()]);
  });

  it('can be looked for again when they could not be had, also at a later visit', async () => {
    const { controller, entry, phases, engine, storage } = created();
    engine.nearestWorks.mockRejectedValueOnce(new SfumatoError('download-failed', 'No works.'));
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(entry('a.jpg').worksMessage).toBe('No works.'));
    expect(phases()['a.jpg']).toBe('done');
    await onDevice(storage, 'a.jpg');

    const later = created(storage);
    await later.controller.restore();
    expect(later.entry('a.jpg').worksMessage).toBe('No works.');
    const finding = gate<unknown>();
    later.engine.nearestWorks.mockReturnValueOnce(finding.promise);
    later.controller.findWorks(later.entry('a.jpg').id);
    expect(later.entry('a.jpg').worksMessage).toBeUndefined();
    finding.pass([workOf()]);
    await vi.waitFor(() => expect(later.state().said).toBe('The nearest works are found.'));
    expect(later.entry('a.jpg').works).toEqual([workOf()]);
    expect(later.engine.identify).not.toHaveBeenCalled();
    await vi.waitFor(async () =>
      expect(await storage.read()).toMatchObject([{ works: [workOf()] }]),
    );
    expect((await storage.read())[0]).not.toHaveProperty('worksMessage');
  });

  it('of today are not held against an answer of an earlier version of the model', async () => {
    const { controller, entry, engine, storage } = created();
    await storage.write(rowFor('old.jpg', { identification: EARLIER }));
    await controller.restore();
    controller.findWorks(entry('old.jpg').id);
    expect(engine.nearestWorks).not.toHaveBeenCalled();
    expect(entry('old.jpg').works).toEqual([]);
  });
});

describe('what decided', () => {
  const region = { left: 0, top: 0, width: 1, height: 1 };
  const map = { artist: 'titian', width: 1, height: 1, values: Float32Array.of(1), region };

  it('is explained for each artist once, and again only after a failure', async () => {
    const { controller, state, entry, phases, engine } = created();
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

  it('is looked for in the very picture that was judged, as long as that is the last', async () => {
    const { controller, entry, phases, engine } = created();
    engine.explain.mockResolvedValue(map);
    controller.add([file('a.jpg'), file('b.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'done', 'b.jpg': 'done' }));
    for (const [name, seen] of [
      ['b.jpg', picture],
      ['a.jpg', copied],
    ] as const) {
      controller.explain(entry(name).id, 'titian');
      await vi.waitFor(() => expect(engine.explain.mock.lastCall?.[1]).toBe(seen));
    }
  });

  it('is not told of an answer that an earlier version of the model gave', async () => {
    const { controller, entry, state, engine, storage } = created();
    await storage.write(rowFor('old.jpg', { identification: EARLIER }));
    await controller.restore();
    controller.explain(entry('old.jpg').id, 'titian');
    expect(state().explanations.size).toBe(0);
    expect(engine.explain).not.toHaveBeenCalled();
  });
});

it('holds two pictures side by side until one of them is gone', async () => {
  const { controller, state } = created();
  controller.add([file('a.jpg'), file('b.jpg')]);
  await vi.waitFor(() => expect(state().entries.every(isAnswered)).toBe(true));
  const [a, b] = state().entries;
  controller.compare([a!.id, b!.id]);
  expect(state().compared).toEqual([a!.id, b!.id]);
  controller.remove(b!.id);
  expect(state().compared).toBeUndefined();
});
