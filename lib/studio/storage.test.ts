import { openDB, type OpenDBCallbacks } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { openStudioStorage } from './storage';

vi.mock('idb', () => ({ openDB: vi.fn() }));
const opening = vi.mocked(openDB);
afterEach(() => opening.mockReset());

/** Opens one after the other of connections that find so many rows each; returns what breaks the last one. */
function connections(...found: readonly (readonly string[] | Error)[]) {
  let close = () => {};
  for (const rows of found) {
    const connect = async (_: string, __: number, { terminated }: OpenDBCallbacks<unknown>) => {
      if (rows instanceof Error) throw rows;
      close = () => terminated?.();
      return { getAll: () => Promise.resolve(rows) };
    };
    opening.mockImplementationOnce(connect as unknown as typeof openDB);
  }
  return () => close();
}

describe('the storage of this device', () => {
  it('is opened anew once the browser has closed it, also when that fails at first', async () => {
    const breakIt = connections(['first'], new Error('busy'), ['second']);
    const storage = await openStudioStorage();
    expect(storage.persistent).toBe(true);
    expect(await storage.readStrip()).toEqual(['first']);
    expect(await storage.readHistory()).toEqual(['first']);
    expect(opening).toHaveBeenCalledTimes(1);

    breakIt();
    await expect(storage.readHistory()).rejects.toThrow('busy');
    expect(await storage.readHistory()).toEqual(['second']);
  });

  it('is a stand-in where there is none', async () => {
    connections(new Error('forbidden'));
    expect((await openStudioStorage()).persistent).toBe(false);
  });
});
