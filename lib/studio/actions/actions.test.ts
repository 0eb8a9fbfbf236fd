import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { readPointCode, writePng } from '@/lib/image/png';
import { samePoint } from '@/lib/latent/blend';
import { decodePoint, encodePoint } from '@/lib/latent/codec';

import { childPoints, moveBetween, setVariety, setWeightOf } from '../edits';
import { currentNode } from '../history';
import { testCatalogue, testInstrument, testPoint } from '../testing';
import { actions } from './index';

const instrument = () => testInstrument();
type Instrument = ReturnType<typeof instrument>;

async function run(on: Instrument, id: string) {
  const action = actions.find((candidate) => candidate.id === id)!;
  expect(action.available?.(on.studio.store.getState()) ?? true).toBe(true);
  await action.run(on);
}
const scene = (on: Instrument) => on.studio.store.getState().scene;
const file = (bytes: BlobPart, name: string, type: string) => new File([bytes], name, { type });

describe('actions', () => {
  it('roll the dice and undo returns to the very picture', async () => {
    const on = instrument();
    const before = scene(on);
    await run(on, 'roll-dice');
    expect(samePoint(scene(on).point, before.point)).toBe(false);
    await run(on, 'undo');
    expect(scene(on)).toEqual(before);
    await run(on, 'redo');
    expect(samePoint(scene(on).point, before.point)).toBe(false);
  });

  it('give a new motif to the same artists', async () => {
    const on = instrument();
    const { mix } = scene(on).point;
    await run(on, 'roll-motif');
    expect(scene(on).point.mix).toEqual(mix);
    expect(scene(on).point.source).not.toEqual(testPoint(1).source);
  });

  it('copy a link that says 70 / 30 when 70 was typed', async () => {
    const on = instrument();
    on.studio.change('mix', { ...scene(on), palette: ['monet', 'van-gogh'] });
    setWeightOf(on.studio, 'van-gogh', 0.7);
    await run(on, 'copy-link');
    const [start, code] = on.record.copied.split('/p/');
    expect(start).toBe('');
    const weights = decodePoint(code!, testCatalogue).mix.map((e) => [e.classId, e.weight]);
    expect(Object.fromEntries(weights)).toEqual({ monet: 0.3, 'van-gogh': 0.7 });
  });

  it('ask for a short link to the very picture', async () => {
    const on = instrument();
    await run(on, 'copy-short-link');
    expect(on.record.copied).toBe(`short ${encodePoint(testPoint(1), testCatalogue)}`);
  });

  it('keep a picture online with the works that it grew from', async () => {
    const on = instrument();
    on.host.origins.remember(testPoint(1), ['a-work']);
    await run(on, 'adopt-4');
    await run(on, 'keep-online');
    const code = encodePoint(scene(on).point, testCatalogue);
    expect(on.record.toKeep).toEqual([{ kind: 'point', code, picture: code, parents: ['a-work'] }]);
  });

  it('save a picture that leads back to its point', async () => {
    const on = instrument();
    await run(on, 'download');
    const [saved] = on.record.saved;
    expect(readPointCode(saved!.bytes)).toBe(encodePoint(testPoint(1), testCatalogue));
    await run(on, 'roll-dice');
    on.record.file = file(saved!.bytes, saved!.name, 'image/png');
    await run(on, 'open-file');
    expect(scene(on).point).toEqual(testPoint(1));
  });

  it('save no picture later on, but say why it cannot be drawn', async () => {
    const on = instrument();
    on.host.picture = () => new Promise(() => {}); // waits until the model draws
    on.host.pictureNow = () => Promise.reject(new SfumatoError('download-failed', 'Offline.'));
    await expect(run(on, 'download-original')).rejects.toThrow('Offline.');
    expect(on.record.saved).toEqual([]);
  });

  it('say what is wrong with other files', async () => {
    const on = instrument();
    const plain = writePng(await on.host.picture(testPoint(1)));
    on.record.file = file(plain, 'cat.png', 'image/png');
    await expect(run(on, 'open-file')).rejects.toThrow(/cat\.png.*carries no point/);
    on.record.file = file('hello', 'notes.txt', 'text/plain');
    await expect(run(on, 'open-file')).rejects.toThrow(/notes\.txt.*not a PNG/);
    on.record.file = file('', 'empty.png', 'image/png');
    await expect(run(on, 'open-file')).rejects.toThrow(/empty/);
    expect(scene(on).point).toEqual(testPoint(1));
  });

  it('go to a copied link, and say what is wrong with other texts', async () => {
    const on = instrument();
    const code = encodePoint(testPoint(42), testCatalogue);
    on.record.clipboard = `  https://elsewhere.org/p/${code}?backend=wasm `;
    await run(on, 'paste-link');
    expect(scene(on).point).toEqual(testPoint(42));
    for (const text of ['', 'two words', 'https://example.org/about', `/p/${code.slice(0, -4)}`]) {
      on.record.clipboard = text;
      await expect(run(on, 'paste-link')).rejects.toMatchObject({ name: 'SfumatoError' });
    }
  });

  it('keep the picture with its thumbnail, once', async () => {
    const on = instrument();
    await run(on, 'keep');
    await run(on, 'keep');
    const { items } = on.strip.store.getState();
    expect(items).toHaveLength(1);
    expect(items[0]?.point).toEqual(testPoint(1));
    expect(items[0]?.picture).toBeDefined();
    expect(on.record.notices).toHaveLength(1);
  });

  it('take and keep variations without mixing them up', async () => {
    const on = instrument();
    const children = childPoints(on.studio, on.studio.store.getState());
    expect(children).toHaveLength(9);
    await run(on, 'keep-child-3');
    expect(on.strip.store.getState().items[0]?.point).toEqual(children[2]);
    await run(on, 'adopt-5');
    expect(scene(on).point).toEqual(children[4]);
  });

  it.each(['keep-child-3', 'adopt-3'])('%s takes the one on show while a drag ends', async (id) => {
    const on = instrument();
    const shown = childPoints(on.studio, on.studio.store.getState());
    setVariety(on.studio, 0.3);
    await run(on, id);
    const taken = id === 'adopt-3' ? scene(on).point : on.strip.store.getState().items[0]?.point;
    expect(taken).toEqual(shown[2]);
  });

  it('choose the ends and slide between them', async () => {
    const on = instrument();
    moveBetween(on.studio, 0.5);
    await run(on, 'current-as-a');
    expect(scene(on).between.position).toBe(0);
    await run(on, 'go-to-b');
    expect(scene(on).point).toEqual(scene(on).between.b);
    await run(on, 'roll-b');
    expect(scene(on).point).toEqual(scene(on).between.b);
    await run(on, 'towards-a');
    expect(scene(on).between.position).toBe(0.98);
    const { a, b } = scene(on).between;
    await run(on, 'swap-ends');
    expect(scene(on).between).toMatchObject({ a: b, b: a, position: 0.02 });
  });

  it('step between branches', async () => {
    const on = instrument();
    await run(on, 'roll-dice');
    const first = scene(on).point;
    await run(on, 'undo');
    await run(on, 'roll-dice');
    const second = scene(on).point;
    await run(on, 'previous-branch');
    expect(scene(on).point).toEqual(first);
    await run(on, 'next-branch');
    expect(scene(on).point).toEqual(second);
  });

  it('bound the variety', async () => {
    const on = instrument();
    for (let i = 0; i < 14; i++) await run(on, 'more-variety');
    expect(scene(on).point.psi).toBe(1.5);
    const more = actions.find((action) => action.id === 'more-variety')!;
    expect(more.available?.(on.studio.store.getState())).toBe(false);
    on.studio.settle();
    expect(currentNode(on.studio.store.getState().history).label).toBe('Variety 1.50');
  });

  it('run without an error each, whenever they apply', async () => {
    const on = instrument();
    on.record.clipboard = encodePoint(testPoint(3), testCatalogue);
    // The large download, slow and tested above, is left out.
    for (const action of actions.filter(({ id }) => id !== 'download')) {
      if (action.available?.(on.studio.store.getState()) ?? true) await action.run(on);
    }
    expect(scene(on).point.model).toBe('test-8');
  });
});
