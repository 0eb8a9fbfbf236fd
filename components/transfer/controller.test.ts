import { describe, expect, it, vi } from 'vitest';

import { createMemoryStorage } from '@/components/intake/row-storage';
import { SfumatoError } from '@/lib/errors';
import { decodeTransfer, encodeTransfer } from '@/lib/transfer/code';
import type { Painter, PaintWish } from '@/lib/transfer/painter';
import { paintIn, PLAIN_SETTINGS } from '@/lib/transfer/settings';
import type { StylizerCard } from '@/models/card';
import { writeStyleVector } from '@/models/style-vectors';

import type { OpenedFile } from './contract';
import { createTransferController } from './controller';
import type { KeptPicture } from './storage';

const HOUSE = ['monet', 'turner', 'klimt', 'dürer', 'goya'].map((id, i) => ({
  ...{ id, name: id.toUpperCase(), artist: id, kind: 'artist' as const, count: 9 },
  vector: writeStyleVector([i, 1]),
}));
const CARD = { id: 'painter', version: 1, styleDim: 2, styles: HOUSE } as unknown as StylizerCard;
const house = (id: string) => ({ kind: 'house', id }) as const;
const picture = { width: 4, height: 2, data: new Uint8ClampedArray(32) };
const opened: OpenedFile = { picture, width: 4000, height: 2000, notes: [] };
const file = (name: string) => new File(['x'], name, { type: 'image/jpeg' });
async function turns() {
  for (let i = 0; i < 40; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function begun(storage = createMemoryStorage<KeptPicture>(), change = {}) {
  let next = 0;
  const wishes: PaintWish[] = [];
  const painter = {
    want: (wish: PaintWish) => void wishes.push(wish),
    rest: vi.fn(),
  } as unknown as Painter;
  const open = vi.fn(async () => opened);
  const engine = {
    encodeStyle: vi.fn(async (_model: string, _picture: unknown, brush?: number) =>
      Float32Array.of(brush ?? 0, 0),
    ),
    identify: vi.fn(),
    nearestWorks: vi.fn(),
  };
  const controller = createTransferController({
    ...{ engine, model: 'painter', classifier: 'painters', painter, open, largest: 4096 },
    loadCard: async () => CARD,
    drawPoint: async () => ({ picture, name: 'Generated' }),
    drawStandIn: async () => picture,
    reduce: async () => new Blob(['copy'], { type: 'image/jpeg' }),
    restoreCopy: async () => picture,
    urls: { createObjectURL: () => `blob:${next++}`, revokeObjectURL: () => undefined },
    openStorage: async () => storage,
    remembered: () => ({ saved: undefined, keeping: true }),
    newId: () => `id${next++}`,
    ...change,
  });
  await controller.begin();
  await turns();
  return { controller, wishes, open, engine, state: () => controller.store.getState() };
}
const names = (state: () => { settings: { styles: readonly { source: object }[] } }) =>
  state().settings.styles.map(({ source }) => ('id' in source ? source.id : ''));

describe('a first visit', () => {
  it('paints a generated picture in a style of the house', async () => {
    const { state, wishes } = await begun();
    expect(state().content).toMatchObject({ standsIn: true });
    expect(names(state)).toEqual(['monet']);
    expect(wishes.at(-1)).toMatchObject({ size: { width: 64, height: 32 }, strength: 1 });
    expect(state().wanted).toMatchObject({ model: 'painter', keepColours: false });
  });
});

describe('a picture of one’s own', () => {
  it('is painted in its own size up to 2,048 pixels, or in the size that was chosen', async () => {
    const { controller, state, wishes } = await begun();
    await controller.takeContent([file('mine.jpg')]);
    await turns();
    expect(state().content).toMatchObject({ name: 'mine.jpg', standsIn: false });
    expect(wishes.at(-1)!.size).toEqual({ width: 2048, height: 1024 });
    controller.set({ side: 4096 });
    expect(wishes.at(-1)!.size).toEqual({ width: 4096, height: 2048 });
  });

  it('that cannot be opened is told of, and what was there stays', async () => {
    const { controller, state, open } = await begun();
    const before = state().content;
    open.mockRejectedValueOnce(new SfumatoError('invalid-input', 'It is empty.'));
    await controller.takeContent([file('empty.jpg')]);
    await turns();
    expect(state().refused).toMatchObject([{ name: 'empty.jpg', message: 'It is empty.' }]);
    expect(state()).toMatchObject({ content: before, opening: undefined });
    controller.dismiss(state().refused[0]!.id);
    expect(state().refused).toEqual([]);
  });

  it('is here again at the next visit, and forgotten when asked to', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const first = await begun(storage);
    await first.controller.takeContent([file('mine.jpg')]);
    await turns();
    const second = await begun(storage);
    expect(second.state().content).toMatchObject({ name: 'mine.jpg', standsIn: false });
    second.controller.forget();
    await turns();
    expect(second.state().content).toMatchObject({ standsIn: true });
    expect(await storage.read()).toEqual([]);
  });

  it('is not kept by who does not want it', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller } = await begun(storage);
    controller.setKeeping(false);
    await controller.takeContent([file('mine.jpg')]);
    await turns();
    expect(await storage.read()).toEqual([]);
  });
});

describe('styles', () => {
  it('take the place of one another, or are mixed, and can be taken back', async () => {
    const { controller, state } = await begun();
    controller.choose(house('turner'), 'TURNER');
    expect(names(state)).toEqual(['turner']);
    controller.set({ mixing: true });
    for (const id of ['klimt', 'goya', 'monet']) controller.choose(house(id), id);
    expect(names(state)).toEqual(['turner', 'klimt', 'goya', 'monet']);
    expect(() => controller.choose(house('dürer'), 'DÜRER')).toThrow('Up to 4');
    controller.choose(house('klimt'), 'KLIMT');
    expect(names(state)).toEqual(['turner', 'goya', 'monet']);
    controller.undo.undo();
    controller.undo.undo();
    expect(names(state)).toEqual(['turner', 'klimt', 'goya']);
  });

  it('of pictures are looked at through the chosen brush', async () => {
    const { controller, state, wishes, engine } = await begun();
    controller.takeStyles([file('style.jpg')]);
    await turns();
    expect(state().settings.styles[0]!.source).toMatchObject({ name: 'style.jpg' });
    expect(wishes.at(-1)!.vector[0]).toBe(256);
    controller.undo.edit('', (now) => ({ ...now, brush: 512 }));
    await turns();
    expect(wishes.at(-1)!.vector[0]).toBe(512);
    expect(engine.encodeStyle).toHaveBeenCalledTimes(2);
  });

  it('that are gone say so', async () => {
    const { controller, state } = await begun();
    controller.choose({ kind: 'picture', id: 'lost', name: 'lost.jpg' }, 'lost.jpg');
    await turns();
    expect(state().styleProblem).toContain('“lost.jpg” is no longer on this device');
  });

  it('come with a link, as a change that can be undone; outdated ones are told', async () => {
    const { controller, state } = await begun();
    const settings = { ...paintIn(PLAIN_SETTINGS, house('goya')), strength: 0.4 };
    const facts = { id: 'painter', version: 1, styleDim: 2 };
    const code = encodeTransfer(settings, facts, HOUSE, () => undefined);
    await controller.openLink(code, decodeTransfer(code, [facts], []));
    expect(state().settings).toEqual(settings);
    controller.undo.undo();
    expect(names(state)).toEqual(['monet']);
    const moved = HOUSE.map((style) => ({ ...style, vector: writeStyleVector([9, 9]) }));
    const other = encodeTransfer(settings, facts, moved, () => undefined);
    await controller.openLink(other, decodeTransfer(other, [facts], []));
    expect(state().linkProblem).toContain('learned its styles anew');
    expect(names(state)).toEqual(['monet']);
  });

  it('are recommended by what Identify says', async () => {
    const { controller, state, engine } = await begun();
    engine.identify.mockResolvedValue({ artists: [], styles: [], embedding: new Float32Array(1) });
    engine.nearestWorks.mockResolvedValue([
      { title: 'Fog', artist: 'turner', artistName: 'TURNER', style: 'Romanticism' },
    ]);
    await controller.recommend();
    expect(names(state)).toEqual(['turner']);
    expect(state().recommendation).toMatchObject({ state: 'found' });
  });
});
