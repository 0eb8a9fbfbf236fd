/** A controller whose painter, engine and device are made up, for tests of what it decides. */
import { vi } from 'vitest';
import { createStore } from 'zustand/vanilla';

import { createMemoryStorage } from '@/components/intake/row-storage';
import type { Painter, PainterState, PaintWish } from '@/lib/transfer/painter';
import type { StylizerCard } from '@/models/card';
import { writeStyleVector } from '@/models/style-vectors';

import type { OpenedFile } from './contract';
import { createTransferController } from './controller';
import type { KeptPicture } from './storage';

export const HOUSE = ['monet', 'turner', 'klimt', 'dürer', 'goya'].map((id, i) => ({
  ...{ id, name: id.toUpperCase(), artist: id, kind: 'artist' as const, count: 9 },
  vector: writeStyleVector([i, 1]),
}));
export const CARD = {
  id: 'painter',
  version: 1,
  styleDim: 2,
  styles: HOUSE,
} as unknown as StylizerCard;
export const house = (id: string) => ({ kind: 'house', id }) as const;
export const picture = { width: 4, height: 2, data: new Uint8ClampedArray(32) };
export const opened: OpenedFile = { picture, width: 4000, height: 2000, notes: [] };
export const file = (name: string) => new File(['x'], name, { type: 'image/jpeg' });
export async function turns() {
  for (let i = 0; i < 40; i++) await new Promise((resolve) => setImmediate(resolve));
}

export function created(storage = createMemoryStorage<KeptPicture>(), change = {}) {
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
export async function begun(...given: Parameters<typeof created>) {
  const transfer = created(...given);
  await transfer.controller.begin();
  await turns();
  return transfer;
}
export const names = (state: () => { settings: { styles: readonly { source: object }[] } }) =>
  state().settings.styles.map(({ source }) => ('id' in source ? source.id : ''));
