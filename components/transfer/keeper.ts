/** Writes to the device, one thing after the other; where that fails, all works on until the tab is closed. */
import { toSfumatoError } from '@/lib/errors';

import type { KeptPicture, PictureStorage } from './storage';

export interface Keeper {
  /** What earlier visits left. Empty where nothing can be read. */
  read(): Promise<{ readonly rows: KeptPicture[]; readonly persistent: boolean }>;
  write(row: () => Promise<KeptPicture>): void;
  delete(id: string): void;
  clear(): void;
}

/** @param onLost called when the device turned out to keep nothing */
export function createKeeper(open: () => Promise<PictureStorage>, onLost: () => void): Keeper {
  let storage: Promise<PictureStorage> | undefined;
  let writing: Promise<void> = Promise.resolve();
  const opened = () => (storage ??= open());

  function enqueue(change: (storage: PictureStorage) => Promise<void>) {
    writing = writing
      .then(async () => change(await opened()))
      .catch((thrown: unknown) => {
        console.warn(toSfumatoError(thrown).message);
        onLost();
      });
  }

  return {
    async read() {
      const device = await opened();
      const rows = await device.read().catch((thrown: unknown) => {
        console.warn(toSfumatoError(thrown).message);
        return [];
      });
      return { rows, persistent: device.persistent };
    },
    write: (row) => enqueue(async (device) => device.write(await row())),
    delete: (id) => enqueue((device) => device.delete(id)),
    clear: () => enqueue((device) => device.clear()),
  };
}
