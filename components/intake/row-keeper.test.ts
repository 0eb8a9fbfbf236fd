import { beforeEach, expect, it, vi } from 'vitest';

import { createRowKeeper } from './row-keeper';
import { createMemoryStorage, type RowStorage } from './row-storage';

interface Row {
  readonly id: string;
}

const onFailed = vi.fn();
const warn = vi.spyOn(console, 'warn');
beforeEach(() => {
  onFailed.mockReset();
  warn.mockReset().mockReturnValue();
});

const device = (change: Partial<RowStorage<Row>> = {}) => ({
  ...createMemoryStorage<Row>(),
  persistent: true,
  ...change,
});
const broken = () => Promise.reject(new Error('broken'));

/** Writes a row and waits for what is told of it. */
const written = (keeper: ReturnType<typeof createRowKeeper<Row>>, id: string) =>
  new Promise<boolean>((resolve) => keeper.write(async () => ({ id }), resolve));

it('works on without a device where none can be opened', async () => {
  const keeper = createRowKeeper<Row>(broken, onFailed);
  expect(await keeper.read()).toEqual({ rows: [], persistent: false });
  expect(await written(keeper, 'a')).toBe(true);
  expect((await keeper.read()).rows).toEqual([{ id: 'a' }]);
  expect(onFailed).not.toHaveBeenCalled();
  expect(warn).toHaveBeenCalledTimes(1);
});

it('finds nothing where the device cannot be read, and still writes', async () => {
  const keeper = createRowKeeper<Row>(async () => device({ read: broken }), onFailed);
  expect(await keeper.read()).toEqual({ rows: [], persistent: true });
  expect(await written(keeper, 'a')).toBe(true);
});

it('tells what could not be done, and goes on with what can', async () => {
  const storage = device();
  const { write } = storage;
  storage.write = vi.fn(write).mockRejectedValueOnce(new Error('full'));
  const keeper = createRowKeeper<Row>(async () => storage, onFailed);
  expect(await written(keeper, 'a')).toBe(false);
  expect(onFailed.mock.calls).toEqual([['write']]);
  expect(await written(keeper, 'b')).toBe(true);
  expect(await keeper.read()).toEqual({ rows: [{ id: 'b' }], persistent: true });
  storage.delete = broken;
  keeper.delete('b');
  await vi.waitFor(() => expect(onFailed).toHaveBeenLastCalledWith('delete'));
});
