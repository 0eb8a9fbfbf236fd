import { expect, it } from 'vitest';

import { BusyError, createRateLimit, createRenderQueue } from './limits';

/** A task that ends when it is told to. */
function openTask() {
  let finish = () => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { task: () => done, finish };
}

it('draws a few at a time and turns away what would wait too long', async () => {
  const queue = createRenderQueue({ concurrency: 1, waiting: 2 });
  const first = openTask();
  let running = 0;
  let most = 0;
  const counted = async () => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    return 'drawn';
  };
  const one = queue(first.task);
  const [two, three] = [queue(counted), queue(counted)];
  await expect(queue(counted)).rejects.toMatchObject({ status: 503, code: 'busy' });
  first.finish();
  await one;
  expect(await Promise.all([two, three])).toEqual(['drawn', 'drawn']);
  expect(most).toBe(1);
  await expect(queue(counted)).resolves.toBe('drawn');
});

it('goes on after a task that failed', async () => {
  const queue = createRenderQueue({ concurrency: 1, waiting: 1 });
  await expect(queue(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  await expect(queue(() => Promise.resolve(7))).resolves.toBe(7);
});

it('limits each client on its own and says when to come back', async () => {
  const limit = createRateLimit({ points: 5, seconds: 60 });
  await limit('192.0.2.1', 4);
  await expect(limit('192.0.2.1', 4)).rejects.toBeInstanceOf(BusyError);
  const refusal = await limit('192.0.2.1', 1).catch((error: unknown) => error as BusyError);
  expect(refusal).toMatchObject({ status: 429 });
  expect((refusal as BusyError).retryAfterSeconds).toBeGreaterThan(0);
  expect((refusal as BusyError).retryAfterSeconds).toBeLessThanOrEqual(60);
  await expect(limit('192.0.2.2', 5)).resolves.toBeUndefined();
});
