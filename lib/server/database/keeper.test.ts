import { beforeEach, expect, it, vi } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import type { OpenDatabase } from './database';
import { createKeeper, type Keeper } from './keeper';

const db = {} as OpenDatabase['db'];
const close = vi.fn(() => Promise.resolve());
const open = vi.fn<() => Promise<OpenDatabase>>();
const report = vi.fn();
let time = 0;
let keeper: Keeper;

beforeEach(() => {
  vi.clearAllMocks();
  open.mockResolvedValue({ db, close, inOneTransaction: () => Promise.resolve() });
  keeper = createKeeper({ open, report, clock: () => time });
});

it('opens the database once, and not before it is wanted', async () => {
  expect(open).not.toHaveBeenCalled();
  const used = await Promise.all(
    [1, 2, 3].map((n) => keeper.use((it) => Promise.resolve([it, n]))),
  );
  expect(used).toEqual([1, 2, 3].map((n) => [db, n]));
  expect(open).toHaveBeenCalledOnce();
});

it('tells the reason to whoever runs the server, and not to visitors', async () => {
  open.mockRejectedValue(new SfumatoError('unavailable', 'The folder /srv/x cannot be written.'));
  const refusals = await Promise.allSettled([1, 2].map(() => keeper.use(() => Promise.resolve())));
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ reason: { code: 'unavailable' } });
    expect(String((refusal as PromiseRejectedResult).reason)).not.toContain('/srv/x');
  }
  expect(report).toHaveBeenCalledExactlyOnceWith(
    'The database cannot be opened. The folder /srv/x cannot be written.',
  );
});

it('tries again after a pause, because a database may come back', async () => {
  open.mockRejectedValueOnce(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
  const ask = () => keeper.use(() => Promise.resolve('there')).catch((error) => error.code);
  expect(await ask()).toBe('unavailable');
  time += 1_000;
  expect(await ask()).toBe('unavailable');
  expect(open).toHaveBeenCalledOnce();
  time += 10_000;
  expect(await ask()).toBe('there');
});

it('puts failures of queries into words of its own and hands on those of the family', async () => {
  const failing = keeper.use(() => Promise.reject(new Error('column "x" does not exist')));
  await expect(failing).rejects.toMatchObject({
    code: 'internal',
    message: expect.not.stringContaining('column'),
  });
  const missing = new SfumatoError('not-found', 'Gone.');
  await expect(keeper.use(() => Promise.reject(missing))).rejects.toBe(missing);
});

it('closes what is open, and opens it anew when it is wanted again', async () => {
  await keeper.close();
  await keeper.use(() => Promise.resolve());
  await keeper.close();
  expect(close).toHaveBeenCalledOnce();
  await keeper.use(() => Promise.resolve());
  expect(open).toHaveBeenCalledTimes(2);
});
