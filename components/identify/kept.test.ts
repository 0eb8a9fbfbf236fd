import { beforeEach, describe, expect, it, vi } from 'vitest';

import { createMemoryStorage } from '@/components/intake/row-storage';
import { currentToasts, dismissToast } from '@/components/ui/toast-store';
import { SfumatoError } from '@/lib/errors';
import type { Identification } from '@/lib/identify/answer';
import { workOf } from '@/lib/identify/testing';

import type { OpenedFile } from './contract';
import { isAnswered } from './entry';
import { keptInWords } from './kept-in-words';
import { ANSWER, created, file, gate, onDevice, opened, rowFor } from './testing';
import type { ResultRow } from './storage';

beforeEach(() => {
  for (const { id } of currentToasts()) dismissToast(id);
});

async function visited(visit = created()) {
  visit.controller.add([file('a.jpg'), file('b.jpg')]);
  await onDevice(visit.storage, 'a.jpg', 'b.jpg');
  return visit;
}

/** A device that takes nothing, until it is told to. */
function fullStorage() {
  const storage = createMemoryStorage<ResultRow>();
  const { write } = storage;
  const device = { full: true };
  storage.write = async (row) => {
    if (device.full) throw new DOMException('quota', 'QuotaExceededError');
    await write(row);
  };
  return { device, storage: { ...storage, persistent: true } };
}

describe('what is kept on the device', () => {
  it('is there at the next visit, with its answer, read once', async () => {
    const { storage } = await visited();
    const { controller, state, entry, names } = created(storage);
    await Promise.all([controller.restore(), controller.restore()]);
    expect(names()).toEqual(['a.jpg', 'b.jpg']);
    expect(state().selected).toBe(entry('a.jpg').id);
    expect(entry('a.jpg').identification!.artists[0]!.id).toBe('claude-monet');
    expect(entry('a.jpg').works).toEqual([workOf()]);
    expect(isAnswered(entry('b.jpg'))).toBe(true);
  });

  it('comes back with all that was said about it', async () => {
    const visit = created();
    visit.open.mockResolvedValue({ ...opened, notes: ['It moves.'], pointCode: 'CODE' });
    visit.engine.nearestWorks.mockRejectedValueOnce(
      new SfumatoError('download-failed', 'No works.'),
    );
    const before = await visited(visit);
    const { controller, entry } = created(before.storage);
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
    const first = created();
    first.engine.nearestWorks.mockReturnValue(gate().promise);
    first.controller.add([file('a.jpg')]);
    await vi.waitFor(async () => expect(await first.storage.read()).toHaveLength(1));
    const { controller, entry } = created(first.storage);
    await controller.restore();
    expect(entry('a.jpg').worksMessage).toBe('The page was closed before they were found.');
  });

  it('can still be read when it was kept without notes', async () => {
    const { controller, entry, storage } = created();
    const { notes: _, ...row } = rowFor('old.jpg');
    await storage.write(row);
    await controller.restore();
    expect(entry('old.jpg')).toMatchObject({ phase: 'done', notes: [], works: [] });
    expect(entry('old.jpg').worksMessage).toBeUndefined();
  });

  it('goes one by one or all at once, and takes its place on the screen with it', async () => {
    const { controller, state, entry, urls, storage } = await visited();
    const { id, url } = entry('a.jpg');
    controller.remove(id);
    expect(urls.revokeObjectURL).toHaveBeenCalledWith(url);
    expect(state().selected).toBe(entry('b.jpg').id);
    await onDevice(storage, 'b.jpg');
    controller.removeAll();
    expect(state().entries).toEqual([]);
    await onDevice(storage);
  });

  it('says so when what was forgotten may still be there', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { controller, entry, storage } = await visited();
    storage.delete = () => Promise.reject(new Error('broken'));
    controller.remove(entry('a.jpg').id);
    await vi.waitFor(() =>
      expect(currentToasts().at(-1)?.title).toMatch(/has not deleted everything/),
    );
  });

  it('forgets a picture that is still on its way', async () => {
    const { controller, state, engine, storage } = created();
    const judging = gate<Identification>();
    engine.identify.mockReturnValueOnce(judging.promise);
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(state().entries[0]!.phase).toBe('identifying'));
    controller.remove(state().entries[0]!.id);
    judging.pass(ANSWER);
    controller.add([file('b.jpg')]);
    await onDevice(storage, 'b.jpg');
  });
});

describe('a picture that was forgotten', () => {
  const putBack = () => currentToasts().at(-1)!.action!.run();

  it('can be put back in its place, with its answer, its works and its file', async () => {
    const { controller, state, names, entry, storage, urls } = await visited();
    const before = entry('a.jpg');
    const given = controller.fileOf(before.id);
    controller.remove(before.id);
    await onDevice(storage, 'b.jpg');
    expect(currentToasts().at(-1)).toMatchObject({
      title: 'a.jpg is forgotten.',
      action: { label: 'Put back' },
    });
    putBack();
    expect(names()).toEqual(['a.jpg', 'b.jpg']);
    expect(state().selected).toBe(before.id);
    const { url, ...rest } = entry('a.jpg');
    expect({ ...rest, url: before.url }).toEqual(before);
    expect(url).toBe(urls.createObjectURL.mock.results.at(-1)!.value);
    expect(url).not.toBe(before.url);
    expect(controller.fileOf(before.id)).toBe(given);
    await onDevice(storage, 'a.jpg', 'b.jpg');
  });

  it('has a way back of its own beside another of the same name', async () => {
    const { controller, state, names } = created();
    controller.add([file('a.jpg'), file('a.jpg')]);
    await vi.waitFor(() => {
      expect(state().entries.map(({ phase }) => phase)).toEqual(['done', 'done']);
    });
    const before = state().entries.map(({ id }) => id);
    for (const id of before) controller.remove(id);
    expect(names()).toEqual([]);
    for (const { action } of currentToasts().slice(-2).reverse()) action!.run();
    expect(state().entries.map(({ id }) => id)).toEqual(before);
  });

  it('is looked at when it had no answer yet', async () => {
    const { controller, names, entry, engine, open, storage } = created();
    const [opening, judging] = [gate<OpenedFile>(), gate<Identification>()];
    open.mockReturnValueOnce(opening.promise);
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(open).toHaveBeenCalled());
    controller.remove(entry('a.jpg').id);
    opening.fail(new SfumatoError('cancelled', 'Stopped.'));
    engine.identify.mockReturnValueOnce(judging.promise);
    putBack();
    await vi.waitFor(() => expect(entry('a.jpg').phase).toBe('identifying'));

    controller.remove(entry('a.jpg').id);
    putBack();
    expect(entry('a.jpg').phase).toBe('waiting');
    // What was asked before it was forgotten is no longer about it.
    judging.fail(new SfumatoError('internal', 'Something went wrong.'));
    await onDevice(storage, 'a.jpg');
    expect(entry('a.jpg').phase).toBe('done');
    expect(names()).toEqual(['a.jpg']);
  });

  it('finds its works when it had none yet', async () => {
    const { controller, entry, engine, storage } = created();
    engine.nearestWorks.mockReturnValueOnce(gate().promise);
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(entry('a.jpg').phase).toBe('done'));
    controller.remove(entry('a.jpg').id);
    putBack();
    await onDevice(storage, 'a.jpg');
    expect(entry('a.jpg').works).toEqual([workOf()]);
  });

  it('leaves no way back where only a message about a file was taken away', async () => {
    const { controller, entry, phases, open } = created();
    open.mockRejectedValueOnce(new SfumatoError('invalid-input', 'It is an SVG.'));
    controller.add([file('bad.svg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'bad.svg': 'refused' }));
    controller.remove(entry('bad.svg').id);
    expect(currentToasts()).toEqual([]);
  });
});

describe('keeping', () => {
  it('is nothing while that is not wanted, and everything again when it is', async () => {
    const { controller, state, storage } = await visited();
    controller.setKeeping(false);
    await onDevice(storage);
    expect(state().entries).toHaveLength(2);
    controller.setKeeping(true);
    await onDevice(storage, 'a.jpg', 'b.jpg');
  });

  it('that is not wanted makes an end of what is left there', async () => {
    const { controller, state, storage } = created(undefined, { keeping: false });
    await storage.write(rowFor('left.jpg'));
    await controller.restore();
    expect(state().entries).toEqual([]);
    await onDevice(storage);
  });

  it('goes on after a device was full, and tells which pictures it did not take', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { device, storage } = fullStorage();
    const { controller, state, entry } = created(storage);
    await controller.restore();
    controller.add([file('large.jpg')]);
    await vi.waitFor(() => expect(entry('large.jpg').unkept).toBe(true));
    expect(entry('large.jpg').phase).toBe('done');
    expect(state().persistent).toBe(true);
    expect(currentToasts()).toEqual([]);

    device.full = false;
    controller.add([file('small.jpg')]);
    await onDevice(storage, 'small.jpg');
    expect(state().entries.map(({ unkept }) => unkept === true)).toEqual([false, true]);
    controller.setKeeping(true);
    await onDevice(storage, 'large.jpg', 'small.jpg');
    await vi.waitFor(() => expect(entry('large.jpg').unkept).toBeUndefined());
  });

  it('lasts as long as the page where the browser has no storage', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const openStorage = () => Promise.reject(new DOMException('forbidden', 'SecurityError'));
    const { controller, state, phases } = created(undefined, { openStorage });
    await controller.restore();
    expect(state().persistent).toBe(false);
    controller.add([file('a.jpg')]);
    await vi.waitFor(() => expect(phases()).toEqual({ 'a.jpg': 'done' }));
  });

  it('is told in words', () => {
    const all = { persistent: true, keeping: true, count: 3, unkept: 0 };
    expect(keptInWords(all)).toBe(
      '3 pictures and what was said about them are kept on this device only, reduced in size. Nothing was uploaded.',
    );
    expect(keptInWords({ ...all, count: 2, unkept: 1 })).toBe(
      'One picture could not be kept: this device may be full. One picture and what was said about it are kept on this device only, reduced in size. Nothing was uploaded.',
    );
    expect(keptInWords({ ...all, unkept: 3 })).toBe(
      '3 pictures could not be kept: this device may be full. Nothing was uploaded.',
    );
    expect(keptInWords({ ...all, keeping: false, unkept: 1 })).toMatch(/^Nothing is kept/);
    expect(keptInWords({ ...all, persistent: false })).toMatch(/^This browser keeps nothing/);
    expect(keptInWords({ ...all, count: 0 })).toMatch(/^Pictures stay on this device/);
  });
});
