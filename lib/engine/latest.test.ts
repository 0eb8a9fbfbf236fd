import { describe, expect, it } from 'vitest';

import { createLatest } from './latest';

/** A run whose every call is finished by hand. */
function byHand() {
  const started: number[] = [];
  const finish = new Map<number, (error?: Error) => void>();
  const run = (request: number) =>
    new Promise<string>((resolve, reject) => {
      started.push(request);
      finish.set(request, (error) => (error ? reject(error) : resolve(`picture ${request}`)));
    });
  const settle = async (request: number, error?: Error) => {
    finish.get(request)?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { run, started, settle };
}

describe('createLatest', () => {
  it('runs one request at a time and skips those overtaken while waiting', async () => {
    const { run, started, settle } = byHand();
    const latest = createLatest(run);
    const results = [1, 2, 3, 4].map((request) => latest.request(request));
    expect(started).toEqual([1]);
    await settle(1);
    expect(started).toEqual([1, 4]);
    await settle(4);
    expect(await Promise.all(results)).toEqual(['picture 1', undefined, undefined, 'picture 4']);
  });

  it('delivers results in the order of their requests', async () => {
    const { run, settle } = byHand();
    const latest = createLatest(run);
    const seen: (string | undefined)[] = [];
    for (const request of [1, 2]) void latest.request(request).then((result) => seen.push(result));
    await settle(2);
    expect(seen).toEqual([]);
    await settle(1);
    await settle(2);
    expect(seen).toEqual(['picture 1', 'picture 2']);
  });

  it('goes on after a failed run', async () => {
    const { run, settle } = byHand();
    const latest = createLatest(run);
    const failing = latest.request(1);
    const next = latest.request(2);
    const failure = expect(failing).rejects.toThrow('broken');
    await settle(1, new Error('broken'));
    await failure;
    await settle(2);
    expect(await next).toBe('picture 2');
  });

  it('survives a run that throws before it returns a promise', async () => {
    const latest = createLatest<number, number>((request) => {
      if (request === 1) throw new Error('at once');
      return Promise.resolve(request);
    });
    await expect(latest.request(1)).rejects.toThrow('at once');
    expect(await latest.request(2)).toBe(2);
  });

  it('resolves everything to undefined on cancel, and starts afresh afterwards', async () => {
    const { run, started, settle } = byHand();
    const latest = createLatest(run);
    const results = [latest.request(1), latest.request(2)];
    latest.cancel();
    await settle(1);
    expect(await Promise.all(results)).toEqual([undefined, undefined]);
    expect(started).toEqual([1]);
    const fresh = latest.request(3);
    await settle(3);
    expect(await fresh).toBe('picture 3');
  });

  it('does not report the failure of a cancelled run', async () => {
    const { run, settle } = byHand();
    const latest = createLatest(run);
    const cancelled = latest.request(1);
    latest.cancel();
    await settle(1, new Error('too late'));
    expect(await cancelled).toBeUndefined();
  });
});
