/**
 * One picture being painted: previews while somebody drags, then larger, then the whole, each
 * as soon as nothing newer is wanted. No React, and no knowledge of where styles come from.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

import type { StyleVector } from '@/lib/engine/engine';
import { createLatest } from '@/lib/engine/latest';
import { towards, type StylizeOptions, type StylizingEngine } from '@/lib/engine/stylize';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import { keepColours } from '@/lib/image/keep-colours';
import type { Picture } from '@/lib/image/picture';
import { sizeWith } from '@/lib/image/reduce';

import { paintCoarseToFine } from './coarse-to-fine';
import { createPreviewSizes } from './preview-size';
import type { TransferSettings } from './settings';
import type { Size } from './sizes';

/** What is to be painted, and how. */
export interface PaintWish {
  /** The same id for the same picture. */
  readonly contentId: string;
  readonly content: Picture;
  /** The wanted style, mixed already. */
  readonly vector: StyleVector;
  /** What the vector was mixed from, and how it is painted: whoever shows a painting names these. */
  readonly settings: TransferSettings;
  /** Of the whole result, in pixels; of the content's proportions. */
  readonly size: Size;
}

/** `draft` fills the window and comes before a whole that takes long. */
export type Stage = 'preview' | 'draft' | 'whole';

export interface Painted {
  readonly wish: PaintWish;
  readonly stage: Stage;
  readonly picture: Picture;
}

export interface PainterState {
  readonly painted: Painted | undefined;
  /** Something newer is wanted than what is painted. */
  readonly stale: boolean;
  /** How far the whole is, 0..1; undefined while none is being painted. */
  readonly progress: number | undefined;
  /** The whole was called off; what is shown stays a preview until something else is wanted. */
  readonly stopped: boolean;
  /** A preview is wanted or under way: others step aside. */
  readonly busy: boolean;
  /** Why nothing more comes. */
  readonly problem: string | undefined;
}

export interface PainterParts {
  readonly engine: StylizingEngine;
  readonly model: string;
  /** Whether the engine has nothing to do: then a preview takes as long as painting it does. */
  readonly idle: () => boolean;
  /** A picture in another size, outside of the main thread where that is possible. */
  readonly resize: (picture: Picture, size: Size) => Promise<Picture>;
  readonly now: () => number;
  /** Calls back after so many milliseconds; returns the way to call it off. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
}

export interface Painter {
  readonly store: StoreApi<PainterState>;
  /** Paints this from now on, whatever was wanted before; what is wanted already just goes on. */
  want(wish: PaintWish): void;
  /**
   * Something else is wanted, but cannot be painted yet: what is shown stays, out of date, and
   * there is nothing to finish until the next `want`.
   */
  wait(): void;
  /** Nothing is wanted any more, and nothing is remembered. */
  rest(): void;
  /** Calls off the whole; the preview stays. */
  stop(): void;
  /** Paints what is wanted once more, after it was stopped or failed. */
  again(): void;
  /**
   * The whole of what is wanted now, at once.
   * @throws SfumatoError `cancelled` after `stop`; `invalid-input` where something else was wanted
   *   before it was done; what the engine throws.
   */
  finish(): Promise<Painted>;
}

/** So long nobody may have wanted anything new before more than a preview is painted. */
const SETTLE_MS = 300;
/** And so long before the whole is begun, when its parts would hold up the next preview. */
const SETTLE_SLOW_MS = 1200;
/** Longer side of a draft. */
const DRAFT_SIDE = 640;
/** A whole that is estimated to take no longer needs no draft before it. */
const QUICK_MS = 1500;
/** Longer side of the copy on which a content's own style is looked at. */
const OWN_STYLE_SIDE = 512;
/** Why a whole is called off: its owner wants it no more. */
const STOPPED = 'stopped';

export function createPainter({ engine, model, idle, resize, now, after }: PainterParts): Painter {
  const store = createStore<PainterState>(() => ({
    painted: undefined,
    stale: false,
    progress: undefined,
    stopped: false,
    busy: false,
    problem: undefined,
  }));
  const sizes = createPreviewSizes();
  let wanted: PaintWish | undefined;
  let previews = 0;
  let whole: { wish: PaintWish; abort: AbortController; done: Promise<Painted> } | undefined;
  let callOff: () => void = () => undefined;

  // Of the content alone, so that dragging costs no more than painting.
  const smaller = createMemory((content: Picture, side: number) =>
    resize(content, sizeWith(content, side)),
  );
  const ownStyle = createMemory(async (content: Picture) =>
    engine.encodeStyle(model, await smaller.of(content, Math.min(OWN_STYLE_SIDE, longer(content)))),
  );

  /** The vector to paint with: all of the strength is in it. */
  async function vectorOf({ content, vector, settings }: PaintWish): Promise<StyleVector> {
    const { strength } = settings;
    return strength === 1 ? vector : towards(await ownStyle.of(content, 0), vector, strength);
  }

  async function paint(wish: PaintWish, content: Picture, options?: StylizeOptions) {
    const { strength, brush, keepColours: keeping } = wish.settings;
    const painted = await paintCoarseToFine(
      { engine, model, resize, smaller: (side) => smaller.of(wish.content, side) },
      { content, vector: await vectorOf(wish), strength, brush },
      options,
    );
    return keeping ? keepColours(painted, content) : painted;
  }

  const paintSmall = async (wish: PaintWish, side: number): Promise<Picture> =>
    paint(wish, await smaller.of(wish.content, side));

  const latest = createLatest(async (wish: PaintWish): Promise<Painted> => {
    const side = Math.min(sizes.side(), longer(wish.size));
    await Promise.all([smaller.of(wish.content, side), vectorOf(wish)]);
    // Behind the rest of a larger painting, most of the time goes by waiting.
    const measures = idle();
    const begun = now();
    const picture = await paintSmall(wish, side);
    if (measures && side === sizes.side()) sizes.took(side, now() - begun);
    const isWhole = picture.width === wish.size.width && picture.height === wish.size.height;
    return { wish, stage: isWhole ? 'whole' : 'preview', picture };
  });

  async function preview(wish: PaintWish) {
    previews++;
    store.setState({ busy: true });
    try {
      const painted = await latest.request(wish);
      if (!painted || wanted?.contentId !== wish.contentId || isPaintedWhole(wanted)) return;
      store.setState({ painted, stale: wanted !== wish, problem: undefined });
      if (wanted === wish && painted.stage !== 'whole') settle(wish);
    } catch (thrown) {
      fail(wish, thrown);
    } finally {
      previews--;
      // Told in any case: whoever stepped aside waits for it.
      store.setState({ busy: previews > 0 });
    }
  }

  /** A download may have been painted while previews and drafts were under way. */
  function isPaintedWhole(wish: PaintWish): boolean {
    const { painted } = store.getState();
    return painted?.wish === wish && painted.stage === 'whole';
  }

  function settle(wish: PaintWish) {
    if (store.getState().stopped) return;
    callOff = after(SETTLE_MS, () => {
      const estimated = sizes.estimate(longer(wish.size) ** 2) ?? 0;
      if (estimated <= QUICK_MS || longer(wish.size) <= DRAFT_SIDE) {
        goOn(wish);
      } else {
        draft(wish).catch((thrown: unknown) => fail(wish, thrown));
      }
    });
  }

  async function draft(wish: PaintWish) {
    if (sizes.side() < DRAFT_SIDE) {
      const picture = await paintSmall(wish, DRAFT_SIDE);
      if (wanted !== wish || isPaintedWhole(wish)) return;
      store.setState({ painted: { wish, stage: 'draft', picture } });
      if (store.getState().stopped) return;
    }
    callOff = after(SETTLE_SLOW_MS, () => goOn(wish));
  }

  function goOn(wish: PaintWish) {
    if (isPaintedWhole(wish)) return;
    paintWhole(wish).done.catch((thrown: unknown) => fail(wish, thrown));
  }

  function paintWhole(wish: PaintWish) {
    if (whole?.wish === wish) return whole;
    whole?.abort.abort();
    const abort = new AbortController();
    const begun = { wish, abort, done: complete(wish, abort.signal) };
    whole = begun;
    begun.done
      .catch(() => undefined) // whoever waits for it is told
      .finally(() => {
        if (whole !== begun) return;
        whole = undefined;
        store.setState({ progress: undefined });
      });
    return begun;
  }

  async function complete(wish: PaintWish, signal: AbortSignal): Promise<Painted> {
    store.setState({ progress: 0, stopped: false });
    const content = await resize(wish.content, wish.size);
    const picture = await paint(wish, content, {
      signal,
      onProgress: (progress) => {
        if (!signal.aborted) store.setState({ progress });
      },
    });
    const done: Painted = { wish, stage: 'whole', picture };
    if (wanted === wish) store.setState({ painted: done, stale: false, problem: undefined });
    return done;
  }

  function fail(wish: PaintWish, thrown: unknown) {
    const error = toSfumatoError(thrown);
    if (wanted !== wish || error.code === 'cancelled') return;
    store.setState({ problem: problemOf(error) });
  }

  /** @param reason `STOPPED` where the person called it off */
  function forget(reason?: typeof STOPPED) {
    callOff();
    whole?.abort.abort(reason);
    whole = undefined;
  }

  return {
    store,
    want(wish) {
      if (wanted && sameWish(wanted, wish) && store.getState().problem === undefined) return;
      forget();
      const shown = store.getState().painted;
      wanted = wish;
      store.setState({
        ...{ stale: true, progress: undefined, stopped: false, problem: undefined },
        ...(shown && shown.wish.contentId !== wish.contentId ? { painted: undefined } : {}),
      });
      void preview(wish);
    },
    wait() {
      forget();
      latest.cancel();
      wanted = undefined;
      store.setState({ stale: true, progress: undefined, stopped: false, problem: undefined });
    },
    rest() {
      forget();
      latest.cancel();
      wanted = undefined;
      smaller.clear();
      ownStyle.clear();
      store.setState({
        ...{ painted: undefined, stale: false, progress: undefined },
        ...{ stopped: false, problem: undefined },
      });
    },
    stop() {
      forget(STOPPED);
      store.setState({ progress: undefined, stopped: true });
    },
    again() {
      if (!wanted) return;
      const wish = wanted;
      store.setState({ stopped: false, problem: undefined });
      if (store.getState().painted) goOn(wish);
      else void preview(wish);
    },
    async finish() {
      const { painted } = store.getState();
      if (!wanted) throw new SfumatoError('invalid-input', 'Choose a picture and a style first.');
      if (painted && isPaintedWhole(wanted)) return painted;
      callOff();
      const { done, abort } = paintWhole(wanted);
      return done.catch((thrown: unknown) => {
        const { aborted, reason } = abort.signal;
        throw aborted && reason !== STOPPED ? overtaken(thrown) : thrown;
      });
    },
  };
}

const longer = ({ width, height }: Size) => Math.max(width, height);

const sameWish = (a: PaintWish, b: PaintWish) =>
  a.contentId === b.contentId &&
  a.settings === b.settings &&
  a.size.width === b.size.width &&
  a.size.height === b.size.height &&
  a.vector.every((value, i) => value === b.vector[i]);

const overtaken = (cause: unknown) =>
  new SfumatoError(
    'invalid-input',
    'Something else was chosen before it was painted: download it again.',
    { cause },
  );

/** Running out of memory has many names. */
function problemOf(error: SfumatoError): string {
  const { cause } = error;
  const isMemory = cause instanceof RangeError || /alloc|memory/i.test(error.message);
  return isMemory && error.code === 'internal'
    ? 'This size is too much for the memory of this device: choose a smaller one.'
    : error.message;
}

interface Memory<T> {
  of(picture: Picture, detail: number): Promise<T>;
  clear(): void;
}

/** Remembers the last few answers about pictures that somebody still holds; one that failed is asked for again. */
function createMemory<T>(compute: (picture: Picture, detail: number) => Promise<T>): Memory<T> {
  const ENTRIES = 6;
  let known = new WeakMap<Picture, ReadonlyMap<number, Promise<T>>>();
  return {
    of(picture, detail) {
      const answers = known.get(picture) ?? new Map<number, Promise<T>>();
      const found = answers.get(detail);
      if (found) return found;
      const answer = compute(picture, detail);
      known.set(picture, new Map([...answers, [detail, answer] as const].slice(-ENTRIES)));
      answer.catch(() => {
        const others = [...(known.get(picture) ?? [])].filter(([, other]) => other !== answer);
        known.set(picture, new Map(others));
      });
      return answer;
    },
    clear() {
      known = new WeakMap();
    },
  };
}
