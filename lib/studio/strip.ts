/**
 * The strip: points someone kept, on this device. It survives a reload, and all
 * open tabs show the same one.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

import { toSfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { samePoint } from '@/lib/latent/blend';
import { decodePoint, encodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import { newId } from './id';
import type { StripRow, StudioStorage } from './storage';

export interface StripItem extends StripRow {
  /** Absent when the point can no longer be read (its model changed, say). */
  readonly point?: LatentPoint;
  /** Why there is no point: a sentence for the person. */
  readonly problem?: string;
}

export interface StripState {
  readonly items: readonly StripItem[];
  readonly status: 'loading' | 'ready';
  /** False where this browser keeps nothing beyond the tab. */
  readonly persistent: boolean;
}

/** The one method of BroadcastChannel that is needed, and its event. */
export interface StripChannel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

export interface Strip {
  readonly store: StoreApi<StripState>;
  /** Keeps a point at the end. A picture that is there already is not kept twice. */
  keep(point: LatentPoint): { readonly item: StripItem; readonly added: boolean };
  /** Gives a kept point its small picture. */
  attachPicture(id: string, picture: Picture): void;
  /** Takes a point off the strip and returns it, for `restore`. */
  remove(id: string): StripItem | undefined;
  /** Puts it back, unless its picture was kept anew since. */
  restore(item: StripItem): void;
  /** Moves an item so that it comes to stand at this index. */
  move(id: string, index: number): void;
}

export interface StripOptions {
  readonly storage: Promise<StudioStorage>;
  readonly catalogue: readonly ModelFacts[];
  readonly channel?: StripChannel;
  readonly now?: () => number;
  /** Called when the strip could not be read, or a change of it not be written. */
  readonly onError?: (error: Error, doing: 'reading' | 'writing') => void;
}

export function createStrip(options: StripOptions): Strip {
  const { catalogue, channel } = options;
  const now = options.now ?? Date.now;
  const store = createStore<StripState>(() => ({
    items: [],
    status: 'loading',
    persistent: true,
  }));

  /** Changes that are not in the storage yet; null for what was taken off. */
  const unwritten = new Map<string, StripItem | null>();

  const read = async () => {
    const storage = await options.storage;
    const rows = await storage.readStrip();
    const known = new Map(store.getState().items.map((item) => [item.id, item]));
    const items = new Map(
      rows.map((row) => {
        const item = known.get(row.id);
        const same = item && item.code === row.code;
        return [row.id, same ? { ...item, ...row } : itemOf(row, catalogue)];
      }),
    );
    // What this tab changed since is on its way to the storage and counts already.
    for (const [id, item] of unwritten) {
      if (item) items.set(id, item);
      else items.delete(id);
    }
    store.setState({
      items: sorted([...items.values()]),
      status: 'ready',
      persistent: storage.persistent,
    });
  };

  // Reads and writes happen one after the other; the state changes at once.
  let writing: Promise<void> = read().catch(report('reading'));
  function write(id: string, item: StripItem | null) {
    unwritten.set(id, item);
    writing = writing
      .then(async () => {
        const storage = await options.storage;
        await (item ? storage.writeStrip(rowOf(item)) : storage.deleteStrip(id));
        if (unwritten.get(id) === item) unwritten.delete(id);
        channel?.postMessage('changed');
      })
      .catch(report('writing'));
  }
  function report(doing: 'reading' | 'writing') {
    return (thrown: unknown) => {
      store.setState({ status: 'ready' });
      options.onError?.(toSfumatoError(thrown), doing);
    };
  }

  if (channel) {
    channel.onmessage = () => {
      writing = writing.then(read).catch(report('reading'));
    };
  }

  const set = (items: readonly StripItem[]) => store.setState({ items: sorted(items) });
  const items = () => store.getState().items;
  // Not by the code: that says in which order the artists came, too.
  const showing = (point: LatentPoint) =>
    items().find((item) => item.point && samePoint(item.point, point));
  const put = (item: StripItem) => {
    set([...items().filter((other) => other.id !== item.id), item]);
    write(item.id, item);
  };

  return {
    store,
    keep(point) {
      const there = showing(point);
      if (there) return { item: there, added: false };
      const code = encodePoint(point, catalogue);
      const order = (items().at(-1)?.order ?? 0) + 1;
      const item: StripItem = { id: newId(), code, at: now(), order, point };
      put(item);
      return { item, added: true };
    },
    attachPicture(id, picture) {
      const item = items().find((other) => other.id === id);
      if (item) put({ ...item, picture });
    },
    remove(id) {
      const item = items().find((other) => other.id === id);
      if (!item) return undefined;
      set(items().filter((other) => other.id !== id));
      write(id, null);
      return item;
    },
    restore(item) {
      if (!item.point || !showing(item.point)) put(item);
    },
    move(id, index) {
      const item = items().find((other) => other.id === id);
      if (!item) return;
      const others = items().filter((other) => other.id !== id);
      const at = Math.min(others.length, Math.max(0, index));
      const before = others[at - 1]?.order ?? (others[0]?.order ?? 1) - 2;
      const after = others[at]?.order ?? before + 2;
      put({ ...item, order: (before + after) / 2 });
    },
  };
}

function itemOf(row: StripRow, catalogue: readonly ModelFacts[]): StripItem {
  try {
    return { ...row, point: decodePoint(row.code, catalogue) };
  } catch (thrown) {
    return { ...row, problem: toSfumatoError(thrown).message };
  }
}

function rowOf({ id, code, at, order, picture }: StripItem): StripRow {
  return picture ? { id, code, at, order, picture } : { id, code, at, order };
}

function sorted(items: readonly StripItem[]): StripItem[] {
  return [...items].sort((a, b) => a.order - b.order || a.at - b.at);
}
