/** Writes rows to the device, one thing after the other; where that fails, all works on until the tab is closed. */
import { toSfumatoError } from '@/lib/errors';

import { createMemoryStorage, type RowStorage } from './row-storage';

/** What people are told when a delete or a clear failed. */
export const STILL_THERE =
  'This device has not deleted everything that was forgotten. Reload the page and try again.';

export type Change = 'write' | 'delete' | 'clear';

export interface RowKeeper<Row> {
  /** What earlier visits left. Empty where nothing can be read. */
  read(): Promise<{ readonly rows: Row[]; readonly persistent: boolean }>;
  /** @param onSettled told whether the row is kept now */
  write(row: () => Promise<Row>, onSettled?: (kept: boolean) => void): void;
  delete(id: string): void;
  clear(): void;
}

/**
 * @param open asked once, when the device is first needed; where it fails, rows last as long as the page
 * @param onFailed called when the device did not do what it was asked to
 */
export function createRowKeeper<Row extends { readonly id: string }>(
  open: () => Promise<RowStorage<Row>>,
  onFailed: (change: Change) => void,
): RowKeeper<Row> {
  let storage: Promise<RowStorage<Row>> | undefined;
  let writing: Promise<void> = Promise.resolve();
  const opened = () =>
    (storage ??= open().catch((thrown: unknown) => {
      warn(thrown);
      return createMemoryStorage<Row>();
    }));

  function enqueue(
    change: Change,
    run: (storage: RowStorage<Row>) => Promise<void>,
    onSettled?: (done: boolean) => void,
  ) {
    writing = writing
      .then(async () => run(await opened()))
      .then(
        () => onSettled?.(true),
        (thrown: unknown) => {
          warn(thrown);
          onSettled?.(false);
          onFailed(change);
        },
      );
  }

  return {
    async read() {
      const device = await opened();
      const rows = await device.read().catch((thrown: unknown) => {
        warn(thrown);
        return [];
      });
      return { rows, persistent: device.persistent };
    },
    write: (row, onSettled) =>
      enqueue('write', async (device) => device.write(await row()), onSettled),
    delete: (id) => enqueue('delete', (device) => device.delete(id)),
    clear: () => enqueue('clear', (device) => device.clear()),
  };
}

const warn = (thrown: unknown) => console.warn(toSfumatoError(thrown).message);
