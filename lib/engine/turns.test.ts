import { describe, expect, it } from 'vitest';

import { createTurns } from './turns';

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('createTurns', () => {
  it('runs one step at a time, the shortest job first, equals in order', async () => {
    const turns = createTurns(pause);
    const order: string[] = [];
    let running = 0;
    const step = (name: string) => async () => {
      expect(++running).toBe(1);
      order.push(name);
      await pause();
      running--;
      return name;
    };
    const results = await Promise.all([
      turns.take(9, step('first come')),
      turns.take(5, step('long')),
      turns.take(1, step('short')),
      turns.take(1, step('short, later')),
    ]);
    expect(results).toEqual(['first come', 'long', 'short', 'short, later']);
    expect(order).toEqual(['first come', 'short', 'short, later', 'long']);
  });

  it('goes on after a step that fails', async () => {
    const turns = createTurns(pause);
    const failing = turns.take(1, () => Promise.reject(new Error('no')));
    const next = turns.take(1, () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('survives a step that throws before it returns a promise', async () => {
    const turns = createTurns(pause);
    await expect(
      turns.take(1, () => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    expect(await turns.take(1, () => Promise.resolve('next'))).toBe('next');
  });

  it('lets waiting messages in between two steps', async () => {
    const turns = createTurns(pause);
    const order: string[] = [];
    const job = (async () => {
      for (const left of [3, 2, 1]) {
        await turns.take(left, async () => void order.push(`sheet ${left}`));
      }
    })();
    setImmediate(() => void turns.take(1, async () => void order.push('frame')));
    await job;
    await pause();
    expect(order.indexOf('frame')).toBeLessThan(order.indexOf('sheet 1'));
  });
});
