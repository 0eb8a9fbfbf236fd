import * as fakeIndexedDB from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { openRowStorage } from './row-storage';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, 'indexedDB');
});

const withIndexedDB = (get: () => unknown) =>
  Object.defineProperty(globalThis, 'indexedDB', { get, configurable: true });

const row = { id: 'a' };

it('lasts as long as the page where even asking for IndexedDB is forbidden', async () => {
  withIndexedDB(() => {
    throw new DOMException('forbidden', 'SecurityError');
  });
  const storage = await openRowStorage('rows', 'rows');
  expect(storage.persistent).toBe(false);
  await storage.write(row);
  expect(await storage.read()).toEqual([row]);
});

it('lasts as long as the page where IndexedDB never answers', async () => {
  vi.stubGlobal('IDBRequest', EventTarget);
  withIndexedDB(() => ({ open: () => new EventTarget() }));
  const onOpen = vi.fn();
  const opening = openRowStorage('rows', 'rows').then(onOpen);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(onOpen).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  await opening;
  expect(onOpen.mock.lastCall).toMatchObject([{ persistent: false }]);
});

it('reads and writes on when the browser has closed the connection', async () => {
  vi.useRealTimers();
  const connections: IDBDatabase[] = [];
  for (const [name, value] of Object.entries(fakeIndexedDB)) {
    if (name.startsWith('IDB')) vi.stubGlobal(name, value);
  }
  const factory = new fakeIndexedDB.IDBFactory();
  withIndexedDB(() => factory);
  const storage = await openRowStorage('rows', 'rows');
  await storage.write(row);

  const transaction = vi.spyOn(fakeIndexedDB.IDBDatabase.prototype, 'transaction');
  transaction.mockImplementationOnce(function (this: IDBDatabase) {
    connections.push(this);
    throw new DOMException('The database connection is closing.', 'InvalidStateError');
  });
  await storage.write({ id: 'b' });
  expect(await storage.read()).toEqual([row, { id: 'b' }]);
  expect(connections).toHaveLength(1);
  expect(transaction.mock.contexts.at(-1)).not.toBe(connections[0]);
});
