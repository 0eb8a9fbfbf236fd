import { describe, expect, it, vi } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import { createPainter, type PaintWish } from './painter';
import { paintIn, PLAIN_SETTINGS, type TransferSettings } from './settings';
import { createTiles } from './tiles';
import { createWatch } from './watch';

const oneTurn = () => new Promise((resolve) => setImmediate(resolve));
async function turns(count = 30) {
  for (let i = 0; i < count; i++) await oneTurn();
}
const blank = (width: number, height: number, level = 100): Picture => ({
  ...{ width, height },
  data: new Uint8ClampedArray(width * height * 4).fill(level),
});
const CONTENT = blank(600, 400);

/** An engine that answers one question after the other, in a time that the test tells; every pixel is the style's first number. */
function studio({ msPerPixel = 0.0001 } = {}) {
  let time = 0;
  const timers = new Map<() => void, number>();
  const painted: { width: number; height: number; style: readonly number[] }[] = [];
  const watch = createWatch();
  let turn: Promise<unknown> = Promise.resolve();
  const answers = {
    encodeStyle: vi.fn(async () => Float32Array.of(10)),
    measureStyle: vi.fn(async () => new Float32Array(1)),
    paint: vi.fn((_model: string, { width, height }: Picture, style: Float32Array) => {
      const answer = turn.then(async () => {
        await oneTurn();
        time += width * height * msPerPixel;
        painted.push({ width, height, style: [...style] });
        return blank(width, height, style[0]);
      });
      turn = answer;
      return answer;
    }),
  };
  const engine = {
    encodeStyle: watch.over(answers.encodeStyle),
    measureStyle: watch.over(answers.measureStyle),
    paint: watch.over(answers.paint),
  };
  const painter = createPainter({
    engine,
    model: 'painter',
    idle: watch.idle,
    resize: async (_picture, { width, height }) => blank(width, height),
    now: () => time,
    after(milliseconds, then) {
      timers.set(then, milliseconds);
      return () => timers.delete(then);
    },
  });
  const ring = async () => {
    const due = [...timers.keys()];
    timers.clear();
    for (const then of due) then();
    await turns();
  };
  return {
    ...{ painter, engine: answers, painted, timers, ring },
    state: () => painter.store.getState(),
  };
}

const wish = (
  change: Partial<PaintWish> = {},
  settings: Partial<TransferSettings> = {},
): PaintWish => ({
  ...{ contentId: 'a', content: CONTENT, vector: Float32Array.of(200) },
  ...{ settings: { ...PLAIN_SETTINGS, brush: 512, ...settings } },
  ...{ size: { width: 600, height: 400 } },
  ...change,
});

/** With the preview of a large picture shown, and the whole of it begun. */
async function atWhole() {
  const { ring, ...rest } = studio();
  rest.painter.want(wish({ size: { width: 1500, height: 1000 } }));
  await turns();
  const ringing = ring();
  await oneTurn();
  return { ...rest, ringing };
}

describe('painting while somebody drags', () => {
  it('shows a small preview first, and the whole once nothing newer is wanted', async () => {
    const { painter, painted, ring, state } = studio();
    painter.want(wish());
    await turns();
    expect(state().painted).toMatchObject({ stage: 'preview', picture: { width: 192 } });
    expect(state().busy).toBe(false);
    await ring();
    expect(state().painted).toMatchObject({ stage: 'whole', picture: { width: 600, height: 400 } });
    expect(state().progress).toBeUndefined();
    expect(painted.map(({ width }) => width)).toEqual([192, 600]);
  });

  it('passes over wishes that are no longer the latest', async () => {
    const { painter, painted, timers, state } = studio();
    for (let level = 1; level <= 20; level++) {
      painter.want(wish({ vector: Float32Array.of(level) }));
    }
    await turns();
    expect(painted.map(({ style }) => style[0])).toEqual([1, 20]);
    expect(state().painted!.picture.data[0]).toBe(20);
    expect(timers.size).toBe(1);
  });

  it('calls off a whole when something else is wanted', async () => {
    const { painter, ring, state } = studio();
    const large = wish({ size: { width: 1500, height: 1000 } });
    painter.want(large);
    await turns();
    const ringing = ring();
    await oneTurn();
    painter.want({ ...large, vector: Float32Array.of(50) });
    await ringing;
    expect(state().painted).toMatchObject({ stage: 'preview' });
    expect(state().painted!.picture.data[0]).toBe(50);
    expect(state().problem).toBeUndefined();
  });

  it('paints a draft before a whole that takes long', async () => {
    const { painter, ring, state } = studio({ msPerPixel: 0.005 });
    painter.want(wish({ size: { width: 3000, height: 2000 } }));
    await turns();
    // The first preview of a shape says nothing of the device yet.
    painter.want(wish({ size: { width: 3000, height: 2000 }, vector: Float32Array.of(9) }));
    await turns();
    await ring();
    expect(state().painted).toMatchObject({ stage: 'draft', picture: { width: 640 } });
    await ring();
    await vi.waitFor(() => expect(state().painted!.stage).toBe('whole'));
  });
});

describe('previews', () => {
  it('stay as large as the device allows when a larger painting is interrupted', async () => {
    const { painter, painted, ring } = studio({ msPerPixel: 0.003 });
    const drag = async (level: number) => {
      painter.want(wish({ vector: Float32Array.of(level) }));
      await turns();
    };
    for (let level = 1; level <= 12; level++) await drag(level);
    const settled = painted.at(-1)!.width;
    for (let level = 13; level <= 16; level++) {
      const ringing = ring();
      await oneTurn();
      await drag(level);
      await ringing;
      await turns();
      const [whole, preview] = painted.slice(-2);
      expect(whole!.width, 'was under way').toBe(600);
      expect(preview!.width).toBe(settled);
    }
  });

  it('let others know when they are done, whatever became of them', async () => {
    const { painter, engine } = studio();
    const tiles = createTiles(() => !painter.store.getState().busy);
    painter.store.subscribe(tiles.wake);
    const tile = (key: string) =>
      tiles.request(key, async () => blank(1, 1), new AbortController().signal);
    // The preview is the whole, so that nothing follows it.
    const small = wish({ size: { width: 96, height: 64 } });
    painter.want(small);
    const first = tile('first');
    await turns();
    expect(await first).toBeDefined();
    painter.want({ ...small, vector: Float32Array.of(7) });
    painter.rest();
    const second = tile('second');
    await turns();
    expect(await second).toBeDefined();
    engine.paint.mockRejectedValueOnce(new SfumatoError('context-lost', 'It stopped.'));
    painter.want(small);
    const third = tile('third');
    await turns();
    expect(await third).toBeDefined();
  });
});

describe('what cannot be painted yet', () => {
  it('leaves the last painting, out of date, with nothing to finish', async () => {
    const { painter, painted, ring, state } = studio();
    const first = wish({}, paintIn(PLAIN_SETTINGS, { kind: 'house', id: 'monet' }));
    painter.want(first);
    await turns();
    painter.wait();
    expect(state().stale).toBe(true);
    expect(state().painted!.wish).toBe(first);
    await expect(painter.finish()).rejects.toMatchObject({ code: 'invalid-input' });
    const before = painted.length;
    await ring();
    expect(painted).toHaveLength(before);
    painter.want(wish({ vector: Float32Array.of(50) }));
    await turns();
    expect(state()).toMatchObject({ stale: false });
    expect(state().painted!.picture.data[0]).toBe(50);
  });

  it('calls off what is being painted', async () => {
    const { painter, ringing, state } = await atWhole();
    painter.wait();
    await ringing;
    await turns(100);
    expect(state()).toMatchObject({ progress: undefined, painted: { stage: 'preview' } });
  });
});

describe('what is remembered of a picture', () => {
  it('is its own style, until nothing is wanted any more', async () => {
    const { painter, engine } = studio();
    const weak = wish({}, { strength: 0.5 });
    painter.want(weak);
    await turns();
    painter.want({ ...weak, vector: Float32Array.of(3) });
    await turns();
    expect(engine.encodeStyle).toHaveBeenCalledTimes(1);
    painter.rest();
    painter.want(weak);
    await turns();
    expect(engine.encodeStyle).toHaveBeenCalledTimes(2);
  });
});

describe('what is painted', () => {
  it('goes from the picture’s own style to the wanted one by its strength', async () => {
    const { painter, painted, engine } = studio();
    painter.want(wish({}, { strength: 0.5 }));
    await turns();
    expect(painted[0]!.style).toEqual([105]);
    painter.want(wish({}, { strength: 1.5 }));
    await turns();
    expect(painted[1]!.style).toEqual([295]);
    expect(engine.encodeStyle).toHaveBeenCalledTimes(1);
  });

  it('has broad strokes that were painted small and finished in full', async () => {
    const { painter, painted, state } = studio();
    painter.want(wish({ contentId: 'broad' }, { brush: 128 }));
    await turns();
    await painter.finish();
    expect(painted.map(({ width }) => width)).toEqual([192, 256, 600]);
    expect(state().painted!.picture.data[0]).toBe(200);
  });

  it('differs from brush to brush, however small the picture that is enlarged', async () => {
    for (const [brush, side] of [
      [256, 576],
      [384, 896],
    ] as const) {
      const { painter, painted } = studio();
      painter.want(
        wish({ content: blank(512, 256), size: { width: 1536, height: 768 } }, { brush }),
      );
      await turns();
      const before = painted.length;
      await painter.finish();
      expect(painted[before]!.width).toBe(side);
    }
  });

  it('keeps the colours of the picture when asked to', async () => {
    const { painter, state } = studio();
    painter.want(wish({}, { keepColours: true }));
    await turns();
    const [red, green, blue] = state().painted!.picture.data;
    expect([red, green, blue]).toEqual([200, 200, 200]);
  });

  it('is no longer shown once another picture is wanted', async () => {
    const { painter, state } = studio();
    painter.want(wish());
    await turns();
    expect(state().stale).toBe(false);
    painter.want(wish({ contentId: 'b' }));
    expect(state()).toMatchObject({ painted: undefined, stale: true });
    painter.rest();
    await turns();
    expect(state().painted).toBeUndefined();
  });
});

describe('stopping and finishing', () => {
  it('stops the whole, keeps the preview, and goes on when asked', async () => {
    const { painter, ringing, state } = await atWhole();
    painter.stop();
    await ringing;
    expect(state()).toMatchObject({ stopped: true, painted: { stage: 'preview' } });
    painter.again();
    await vi.waitFor(() => expect(state().painted!.stage).toBe('whole'));
    expect(state().stopped).toBe(false);
  });

  it('paints the whole at once for a download, and once only', async () => {
    const { painter, painted } = studio();
    painter.want(wish());
    await turns();
    const [first, second] = await Promise.all([painter.finish(), painter.finish()]);
    expect(first).toBe(second);
    expect(first.picture.width).toBe(600);
    expect(await painter.finish()).toBe(first);
    expect(painted.filter(({ width }) => width === 600)).toHaveLength(1);
  });

  it('says what became of a download when something else is wanted before it is done', async () => {
    const { painter } = studio();
    const large = wish({ size: { width: 1500, height: 1000 } });
    const begin = async () => {
      painter.want(large);
      await turns();
      const failed = painter.finish().catch((thrown: unknown) => thrown);
      await oneTurn();
      return failed;
    };
    const overtaken = begin();
    await turns();
    painter.want({ ...large, vector: Float32Array.of(50) });
    expect(await overtaken).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('download it again') as string,
    });
    const stopped = begin();
    await turns();
    painter.stop();
    expect(await stopped).toMatchObject({ code: 'cancelled' });
  });

  it('goes on, or is done, when the same is wanted again', async () => {
    const { painter, painted, state } = studio();
    const large = wish({ size: { width: 1500, height: 1000 } });
    painter.want(large);
    await turns();
    const finishing = painter.finish();
    await oneTurn();
    painter.want({ ...large, vector: Float32Array.from(large.vector) });
    const whole = await finishing;
    const count = painted.length;
    painter.want({ ...large });
    await turns();
    expect(state().painted).toBe(whole);
    expect(state().stale).toBe(false);
    expect(painted).toHaveLength(count);
  });

  it('leaves no word of having been stopped when nothing is wanted any more', async () => {
    const { painter, ringing, state } = await atWhole();
    painter.stop();
    await ringing;
    painter.rest();
    expect(state().stopped).toBe(false);
  });

  /** A large picture on a slow device, while its draft is being painted. */
  async function drafting() {
    const stage = studio({ msPerPixel: 0.005 });
    const size = { width: 3000, height: 2000 };
    stage.painter.want(wish({ size }));
    await turns();
    stage.painter.want(wish({ size, vector: Float32Array.of(9) }));
    await turns();
    const ringing = stage.ring();
    await oneTurn();
    expect(stage.state().painted!.stage).toBe('preview');
    return { ...stage, ringing };
  }

  it('is done with a picture that was painted for a download during its draft', async () => {
    const { painter, painted, timers, ring, ringing, state } = await drafting();
    await painter.finish();
    await ringing;
    expect(state().painted!.stage).toBe('whole');
    const count = painted.length;
    while (timers.size > 0) await ring();
    expect(painted).toHaveLength(count);
  });

  it('begins no whole after it was stopped during the draft', async () => {
    const { painter, timers, ringing, state } = await drafting();
    painter.stop();
    await ringing;
    expect(state()).toMatchObject({ stopped: true, painted: { stage: 'draft' } });
    expect(timers.size).toBe(0);
  });

  it('says what went wrong, and tries again', async () => {
    const { painter, engine, state } = studio();
    engine.paint.mockRejectedValueOnce(new SfumatoError('context-lost', 'It stopped twice.'));
    painter.want(wish());
    await turns();
    expect(state().problem).toBe('It stopped twice.');
    painter.again();
    await turns();
    expect(state()).toMatchObject({ problem: undefined, painted: { stage: 'preview' } });
  });

  it('has nothing to finish before something is wanted', async () => {
    const { painter } = studio();
    await expect(painter.finish()).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
