/** A controller whose engine, files and device are made up, for tests of what it decides. */
import { vi } from 'vitest';

import { createMemoryStorage } from '@/components/intake/row-storage';
import type { Identification } from '@/lib/identify/answer';
import { answerOf, FACTS, workOf } from '@/lib/identify/testing';

import type { IdentifyParts, OpenedFile } from './contract';
import { createIdentifyController } from './controller';
import type { ResultRow, ResultStorage } from './storage';

export const ANSWER: Identification = {
  ...answerOf({ 'claude-monet': 0.8, 'alfred-sisley': 0.2 }),
  embedding: Float32Array.of(0.6, 0.8),
};
/** The same, as an earlier version of the model gave it. */
export const EARLIER: Identification = { ...ANSWER, version: FACTS.version - 1 };
export const picture = { width: 2, height: 1, data: new Uint8ClampedArray(8) };
export const copied = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
export const opened: OpenedFile = { picture, width: 4000, height: 2000, notes: [] };
export const file = (name: string) => new File(['x'], name);

/** A row as a visit before left it. */
export const rowFor = (name: string, row: Partial<ResultRow> = {}): ResultRow => ({
  ...{ id: name, at: 1, name, width: 4, height: 3, copy: new ArrayBuffer(1) },
  ...{ identification: ANSWER, works: [], notes: [], ...row },
});

/** Something that is answered from outside. */
export function gate<T = void>() {
  let pass!: (value: T) => void;
  let fail!: (error: Error) => void;
  const promise = new Promise<T>((resolve, reject) => {
    pass = resolve;
    fail = reject;
  });
  return { promise, pass, fail };
}

/** Never the same number twice, in all visits of a test. */
let next = 0;

/** @param change parts that are otherwise */
export function created(
  storage: ResultStorage = createMemoryStorage(),
  change: Partial<IdentifyParts> = {},
) {
  const engine = {
    load: vi.fn().mockResolvedValue({}),
    cancel: vi.fn().mockResolvedValue(undefined),
    identify: vi.fn().mockResolvedValue(ANSWER),
    explain: vi.fn(),
    nearestWorks: vi.fn().mockResolvedValue([workOf()]),
  };
  const open = vi.fn().mockResolvedValue(opened);
  const urls = { createObjectURL: vi.fn(() => `blob:${next++}`), revokeObjectURL: vi.fn() };
  const controller = createIdentifyController({
    ...{ engine, open, urls },
    classifier: { ...FACTS, input: { shortSide: 192, maxAspect: 2 } },
    reduce: async () => new Blob(['copy'], { type: 'image/jpeg' }),
    restore: async () => copied,
    openStorage: async () => storage,
    now: () => 1000 * next++,
    newId: () => `id${next++}`,
    keeping: true,
    ...change,
  });
  const state = () => controller.store.getState();
  return {
    ...{ controller, state, engine, open, urls, storage },
    phases: () => Object.fromEntries(state().entries.map(({ name, phase }) => [name, phase])),
    names: () => state().entries.map(({ name }) => name),
    /** The entry of this name. */
    entry: (name: string) => state().entries.find((entry) => entry.name === name)!,
  };
}

/** Waits until these names, and no others, are on the device, each with its works or why there are none. */
export const onDevice = (storage: ResultStorage, ...names: readonly string[]) =>
  vi.waitFor(async () => {
    const rows = await storage.read();
    const found = rows.filter(({ works, worksMessage }) => works ?? worksMessage);
    if (
      found
        .map(({ name }) => name)
        .sort()
        .join() !== [...names].sort().join()
    ) {
      throw new Error(`On the device: ${rows.map(({ name }) => name).join(', ')}`);
    }
  });
