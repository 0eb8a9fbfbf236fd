import { describe, expect, it } from 'vitest';

import { createMemoryStorage } from '@/components/intake/row-storage';
import { SfumatoError } from '@/lib/errors';
import { decodeTransfer, encodeTransfer } from '@/lib/transfer/code';
import type { PainterState } from '@/lib/transfer/painter';
import { paintIn, PLAIN_SETTINGS } from '@/lib/transfer/settings';
import { writeStyleVector } from '@/models/style-vectors';

import type { KeptPicture } from './storage';
import { begun, file, HOUSE, house, names, picture, turns } from './testing';
import { isLooking, nameOfSource, whyUnpainted } from './words';

/** A download whose painting ends when the test says so. */
async function downloading({
  controller,
  painter,
}: Pick<Awaited<ReturnType<typeof begun>>, 'controller' | 'painter'>) {
  let end: () => void = () => undefined;
  painter.finish.mockReturnValueOnce(
    new Promise((resolve) => {
      end = () => resolve({ wish: undefined, stage: 'whole', picture });
    }),
  );
  const finishing = controller.finish();
  await turns();
  return { finishing, end };
}

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
    const { finishing, end } = await downloading({ controller, painter });
    const waits = painter.wait.mock.calls.length;
    controller.leave();
    expect(painter.wait).toHaveBeenCalledTimes(waits);
    end();
    await finishing;
  });

  it('and entered again leaves the download that is being painted alone', async () => {
    const { controller, painter, wishes } = await begun();
    const { finishing, end } = await downloading({ controller, painter });
    const count = wishes.length;
    controller.leave();
    controller.enter();
    expect(wishes).toHaveLength(count);
    end();
    await finishing;
  });
});

describe('a glance at camera or film', () => {
  const done = { stale: false, painted: { stage: 'whole' } as PainterState['painted'] };

  it('leaves a finished painting as it is', async () => {
    const { controller, wishes, painter, shown } = await begun();
    shown.setState(done);
    const [rests, waits] = [painter.rest.mock.calls.length, painter.wait.mock.calls.length];
    for (const mode of ['webcam', 'video', 'picture'] as const) controller.set({ mode });
    expect(painter.rest).toHaveBeenCalledTimes(rests);
    expect(painter.wait).toHaveBeenCalledTimes(waits);
    // The same once more, which the painter leaves alone.
    expect(wishes.at(-1)).toEqual(wishes.at(-2));
    expect(wishes.at(-1)!.settings).toBe(wishes.at(-2)!.settings);
  });

  it('puts off what is not done, and paints what was chosen meanwhile', async () => {
    const { controller, state, wishes, painter } = await begun();
    const waits = painter.wait.mock.calls.length;
    controller.set({ mode: 'webcam' });
    expect(painter.wait).toHaveBeenCalledTimes(waits + 1);
    const before = wishes.length;
    controller.choose(house('goya'), 'GOYA');
    await turns();
    expect(wishes).toHaveLength(before);
    controller.set({ mode: 'picture' });
    expect(wishes).toHaveLength(before + 1);
    expect(wishes.at(-1)!.settings).toBe(state().settings);
  });

  it('leaves the download that is being painted alone', async () => {
    const { controller, painter } = await begun();
    const { finishing, end } = await downloading({ controller, painter });
    const [rests, waits] = [painter.rest.mock.calls.length, painter.wait.mock.calls.length];
    controller.set({ mode: 'webcam' });
    expect(painter.rest).toHaveBeenCalledTimes(rests);
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

  it('of several pictures are all mixed, also where they are looked at one by one', async () => {
    const { controller, state, open } = await begun();
    open.mockRejectedValueOnce(new SfumatoError('invalid-input', 'It is empty.'));
    controller.takeStyles(['empty.jpg', 'a.jpg', 'b.jpg', 'c.jpg'].map(file));
    await turns();
    const chosen = state().settings.styles.map(({ source }) => nameOfSource(source));
    expect(chosen).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(state().mixing).toBe(true);
    expect(state().refused).toMatchObject([{ name: 'empty.jpg' }]);
  });

  it('for which there is no room are refused, and nothing of them is kept', async () => {
    const storage = createMemoryStorage<KeptPicture>();
    const { controller, state } = await begun(storage);
    controller.takeStyles(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'].map(file));
    await turns();
    expect(state().settings.styles).toHaveLength(4);
    expect(state().refused).toMatchObject([
      { name: 'e.jpg', message: expect.stringContaining('Up to 4 styles') as string },
    ]);
    expect([...state().pictures.values()].map(({ name }) => name)).not.toContain('e.jpg');
    expect((await storage.read()).map(({ name }) => name)).not.toContain('e.jpg');
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
    await controller.openLink(code, decodeTransfer(code, [facts], []));
    expect(state().linkProblem).toBeUndefined();
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
