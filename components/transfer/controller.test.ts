import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';

import { createMemoryStorage } from '@/components/intake/row-storage';
import { SfumatoError } from '@/lib/errors';
import { decodeTransfer, encodeTransfer } from '@/lib/transfer/code';
import type { Painter, PainterState, PaintWish } from '@/lib/transfer/painter';
import { paintIn, PLAIN_SETTINGS } from '@/lib/transfer/settings';
import type { StylizerCard } from '@/models/card';
import { writeStyleVector } from '@/models/style-vectors';

import type { OpenedFile } from './contract';
import { createTransferController } from './controller';
import type { KeptPicture, PictureStorage } from './storage';
import { isLooking, whyUnpainted } from './words';

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

function created(storage = createMemoryStorage<KeptPicture>(), change = {}) {
  let next = 0;
  const wishes: PaintWish[] = [];
  const shown = createStore<Partial<PainterState>>(() => ({ stale: true }));
  const painter = {
    store: shown,
    want: vi.fn((wish: PaintWish) => void wishes.push(wish)),
    wait: vi.fn(),
    rest: vi.fn(),
    finish: vi.fn(async () => ({ wish: wishes.at(-1), stage: 'whole', picture })),
  };
  const open = vi.fn(async (_file: File, _signal: AbortSignal) => opened);
  const drawPoint = vi.fn(async (_code: string) => ({ picture, name: 'Generated' }));
  const engine = {
    encodeStyle: vi.fn(async (_model: string, _picture: unknown, brush?: number) =>
      Float32Array.of(brush ?? 0, 0),
    ),
    identify: vi.fn(),
    nearestWorks: vi.fn(),
  };
  const controller = createTransferController({
    ...{ engine, model: 'painter', classifier: 'painters', open, largest: 4096 },
    painter: painter as unknown as Painter,
    loadCard: async () => CARD,
    drawPoint,
    drawStandIn: async () => picture,
    reduce: async () => new Blob(['copy'], { type: 'image/jpeg' }),
    restoreCopy: async () => picture,
    toPng: async () => new Blob(['exact'], { type: 'image/png' }),
    urls: { createObjectURL: () => `blob:${next++}`, revokeObjectURL: () => undefined },
    openStorage: async () => storage,
    remembered: () => ({ saved: undefined, keeping: true }),
    newId: () => `id${next++}`,
    ...change,
  });
  return {
    ...{ controller, wishes, open, drawPoint, engine, painter, shown },
    state: () => controller.store.getState(),
  };
}
async function begun(...given: Parameters<typeof created>) {
  const transfer = created(...given);
  await transfer.controller.begin();
  await turns();
  return transfer;
}
const names = (state: () => { settings: { styles: readonly { source: object }[] } }) =>
  state().settings.styles.map(({ source }) => ('id' in source ? source.id : ''));

describe('a first visit', () => {
  it('paints a generated picture in a style of the house', async () => {
    const { state, wishes } = await begun();
    expect(state().content).toMatchObject({ standsIn: true });
    expect(names(state)).toEqual(['monet']);
    expect(wishes.at(-1)).toMatchObject({ size: { width: 64, height: 32 } });
    expect(wishes.at(-1)!.settings).toBe(state().settings);
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

describe('a picture that an earlier visit left', () => {
  const visited = async (own = file('mine.jpg'), change = {}) => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller } = await begun(storage, change);
    await controller.takeContent([own]);
    await turns();
    return storage;
  };
  const rows = async (storage: PictureStorage) => (await storage.read()).map(({ name }) => name);

  it.each(['internal', 'invalid-input'] as const)(
    'stays when it cannot be opened (%s), is told of, and can be forgotten',
    async (code) => {
      const storage = await visited();
      const open = async () => {
        throw new SfumatoError(code, 'It took longer than 30 seconds.');
      };
      const { controller, state } = await begun(storage, { open });
      expect(state()).toMatchObject({ opening: undefined, content: { standsIn: true } });
      expect(state().refused).toMatchObject([{ message: 'It took longer than 30 seconds.' }]);
      expect(state().unopened).toBe(true);
      expect(await rows(storage)).toEqual(['mine.jpg']);
      controller.forget();
      await turns();
      expect(state().unopened).toBe(false);
      expect(await rows(storage)).toEqual([]);
    },
  );

  it('comes back when what was dropped meanwhile cannot be opened', async () => {
    const storage = await visited();
    let count = 0;
    const open = (_file: File, signal: AbortSignal) => {
      if (++count === 1) {
        return new Promise<OpenedFile>((_, reject) => {
          const stopped = new SfumatoError('cancelled', 'Stopped.');
          signal.addEventListener('abort', () => reject(stopped));
        });
      }
      return count === 2
        ? Promise.reject(new SfumatoError('invalid-input', 'It is empty.'))
        : Promise.resolve(opened);
    };
    const { controller, state } = created(storage, { open });
    void controller.begin();
    await turns();
    expect(state().opening).toBe('mine.jpg');
    await controller.takeContent([file('broken.jpg')]);
    await turns();
    expect(state().content).toMatchObject({ name: 'mine.jpg', standsIn: false });
    expect(state().refused).toMatchObject([{ name: 'broken.jpg' }]);
    expect(await rows(storage)).toEqual(['mine.jpg']);
  });

  it('comes back when what another screen brought along cannot be opened', async () => {
    const storage = await visited();
    const open = async ({ name }: File) => {
      if (name === 'broken.jpg') throw new SfumatoError('invalid-input', 'It is empty.');
      return opened;
    };
    const { controller, state } = created(storage, { open });
    const brought = controller.takeContent([file('broken.jpg')]);
    await Promise.all([controller.begin(), brought]);
    await turns();
    expect(state().content).toMatchObject({ name: 'mine.jpg', standsIn: false });
  });

  it('as a reduced copy says so, at every visit', async () => {
    const huge = file('huge.jpg');
    Object.defineProperty(huge, 'size', { value: 30e6 });
    const storage = await visited(huge);
    const open = async () => ({ ...opened, width: 1400, height: 700 });
    for (let visit = 0; visit < 2; visit++) {
      const { state } = await begun(storage, { open });
      expect(state().content!.notes).toEqual([
        expect.stringContaining('kept of your picture of 4,000 × 2,000'),
      ]);
    }
  });

  it('is kept whole when keeping is switched off and on again', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller } = await begun(storage);
    await controller.takeContent([file('mine.jpg')]);
    controller.setKeeping(false);
    controller.setKeeping(true);
    await turns();
    const [kept] = await storage.read();
    expect(new TextDecoder().decode(kept!.bytes)).toBe('x');
    expect(kept!.reducedFrom).toBeUndefined();
  });
});

describe('a generated picture', () => {
  it('is shown whatever was shown, and here again at the next visit, pixel for pixel', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller, state } = await begun(storage);
    controller.set({ mode: 'webcam' });
    await controller.paintPoint('code');
    await turns();
    expect(state()).toMatchObject({ mode: 'picture', content: { standsIn: false } });
    const [kept] = await storage.read();
    expect([kept!.name, kept!.type]).toEqual(['Generated', 'image/png']);
    expect(new TextDecoder().decode(kept!.bytes)).toBe('exact');
    const second = await begun(storage);
    expect(second.state().content).toMatchObject({ name: 'Generated', standsIn: false });
  });

  it('does not take the place of a file that was dropped after it', async () => {
    const { controller, state, drawPoint } = await begun();
    let draw: () => void = () => undefined;
    drawPoint.mockReturnValueOnce(
      new Promise((resolve) => {
        draw = () => resolve({ picture, name: 'Late' });
      }),
    );
    const late = controller.paintPoint('code');
    await controller.takeContent([file('mine.jpg')]);
    draw();
    await late;
    await turns();
    expect(state().content).toMatchObject({ name: 'mine.jpg' });
  });

  it('that cannot be drawn says so, and what was there stays', async () => {
    const { controller, state, drawPoint } = await begun();
    const before = state().content;
    drawPoint.mockRejectedValueOnce(new SfumatoError('outdated-point', 'It went on learning.'));
    await expect(controller.paintPoint('code')).rejects.toThrow('It went on learning.');
    expect(state()).toMatchObject({ content: before, opening: undefined });
  });
});

describe('while a style is looked at', () => {
  it('nothing is painted as if it were in that style, and a download waits', async () => {
    const { controller, state, wishes, engine, painter } = await begun();
    let look: () => void = () => undefined;
    engine.encodeStyle.mockReturnValueOnce(
      new Promise((resolve) => {
        look = () => resolve(Float32Array.of(9, 9));
      }),
    );
    const before = wishes.length;
    controller.takeStyles([file('style.jpg')]);
    await turns();
    expect(state().wanted).toBeUndefined();
    expect(isLooking(state())).toBe(true);
    expect(painter.wait).toHaveBeenCalled();
    const finishing = controller.finish();
    await turns();
    expect(painter.finish).not.toHaveBeenCalled();
    expect(wishes).toHaveLength(before);
    look();
    const { wish } = await finishing;
    expect(wish.settings).toBe(state().settings);
    expect(wish.vector[0]).toBe(9);
    expect(wishes).toHaveLength(before + 1);
    expect(state().wanted).toBeDefined();
  });

  it('and cannot be, a download says why, and nothing is wanted', async () => {
    const { controller, state, painter } = await begun();
    controller.takeStyles([file('style.jpg')]);
    await turns();
    controller.forget();
    controller.undo.undo();
    controller.undo.edit('', (now) => ({ ...now, brush: 512 }));
    await turns();
    expect(state().wanted).toBeUndefined();
    expect(whyUnpainted(state())).toContain('“style.jpg” is no longer on this device');
    await expect(controller.finish()).rejects.toThrow('no longer on this device');
    expect(painter.finish).not.toHaveBeenCalled();
  });
});

describe('a screen that is left', () => {
  it('paints nothing more, and goes on where it was', async () => {
    const { controller, wishes, painter } = await begun();
    const [before, waits] = [wishes.length, painter.wait.mock.calls.length];
    controller.leave();
    expect(painter.wait).toHaveBeenCalledTimes(waits + 1);
    controller.choose(house('goya'), 'GOYA');
    await turns();
    expect(wishes).toHaveLength(before);
    controller.enter();
    expect(wishes).toHaveLength(before + 1);
  });

  it('leaves what is done as it is', async () => {
    const { controller, wishes, painter, shown } = await begun();
    shown.setState({ stale: false, painted: { stage: 'whole' } as PainterState['painted'] });
    const [before, waits] = [wishes.length, painter.wait.mock.calls.length];
    controller.leave();
    controller.enter();
    expect(painter.wait).toHaveBeenCalledTimes(waits);
    expect(wishes).toHaveLength(before);
  });

  it('finishes a download that was asked for', async () => {
    const { controller, painter } = await begun();
    let end: () => void = () => undefined;
    painter.finish.mockReturnValueOnce(
      new Promise((resolve) => {
        end = () => resolve({ wish: undefined, stage: 'whole', picture });
      }),
    );
    const finishing = controller.finish();
    await turns();
    const waits = painter.wait.mock.calls.length;
    controller.leave();
    expect(painter.wait).toHaveBeenCalledTimes(waits);
    end();
    await finishing;
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
    // Once more, in a mix: it stays in.
    controller.set({ mixing: true });
    await controller.recommend();
    expect(names(state)).toEqual(['turner']);
  });

  it('that were chosen while a recommendation was on its way stay', async () => {
    const { controller, state, engine } = await begun();
    let answer: () => void = () => undefined;
    engine.identify.mockReturnValueOnce(
      new Promise((resolve) => {
        answer = () => resolve({ artists: [], styles: [], embedding: new Float32Array(1) });
      }),
    );
    engine.nearestWorks.mockResolvedValue([
      { title: 'Fog', artist: 'turner', artistName: 'TURNER', style: 'Romanticism' },
    ]);
    const asking = controller.recommend();
    await turns();
    controller.choose(house('goya'), 'GOYA');
    answer();
    await asking;
    expect(names(state)).toEqual(['goya']);
    expect(state().recommendation).toMatchObject({ state: 'none' });
  });

  it('that are brought along are not taken out of a mix that has them', async () => {
    const { controller, state } = await begun();
    controller.set({ mixing: true });
    for (let i = 0; i < 2; i++) controller.add(house('goya'), 'GOYA');
    expect(names(state)).toEqual(['monet', 'goya']);
  });

  it('of an earlier visit that mean something else by now are told', async () => {
    const settings = paintIn(PLAIN_SETTINGS, house('goya'));
    const saved = { settings, side: undefined, outdated: true };
    const { state } = await begun(undefined, { remembered: () => ({ saved, keeping: true }) });
    expect(state().linkProblem).toContain('learned its styles anew');
    expect(names(state)).toEqual(['goya']);
  });
});
