import { describe, expect, it } from 'vitest';

import type { OpenedPicture } from '../picture';
import { createOpener, type NamedBlob } from './opener';
import { LIMITS } from './refusals';

/** Decodings that end when the test says so, and a clock that stands still. */
function workshop() {
  const begun: {
    readonly file: NamedBlob;
    readonly finish: (opened: OpenedPicture) => void;
    readonly fail: (error: Error) => void;
    ended: boolean;
  }[] = [];
  const timers = new Set<{ milliseconds: number; ring: () => void }>();
  const open = createOpener(
    (file) => {
      let [finish, fail]: [(opened: OpenedPicture) => void, (error: Error) => void] = [
        () => undefined,
        () => undefined,
      ];
      const opened = new Promise<OpenedPicture>((resolve, reject) => {
        [finish, fail] = [resolve, reject];
      });
      const decoding = { file, finish, fail, ended: false };
      begun.push(decoding);
      return { opened, end: () => void (decoding.ended = true) };
    },
    (milliseconds, ring) => {
      const timer = { milliseconds, ring };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  );
  return { open, begun, timers };
}

const file = (name: string): NamedBlob => Object.assign(new Blob(['x']), { name });
const opened = { width: 1, height: 1, format: 'png', notes: [] } as unknown as OpenedPicture;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('opening pictures', () => {
  it('takes one after the other, in order', async () => {
    const { open, begun, timers } = workshop();
    const both = [open(file('a')), open(file('b'))];
    await turn();
    expect(begun.map(({ file }) => file.name)).toEqual(['a']);
    begun[0]!.finish(opened);
    expect(await both[0]).toBe(opened);
    await turn();
    expect(begun.map(({ file, ended }) => [file.name, ended])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    begun[1]!.finish(opened);
    await both[1];
    expect(begun[1]!.ended).toBe(true);
    expect(timers.size).toBe(0);
  });

  it('goes on after one that cannot be opened', async () => {
    const { open, begun } = workshop();
    const [first, second] = [open(file('a')), open(file('b'))];
    await turn();
    begun[0]!.fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await turn();
    begun[1]!.finish(opened);
    expect(await second).toBe(opened);
  });

  it('ends what takes too long, and says so', async () => {
    const { open, begun, timers } = workshop();
    const opening = open(file('endless.png'));
    await turn();
    const [timer] = timers;
    expect(timer!.milliseconds).toBe(LIMITS.seconds * 1000);
    timer!.ring();
    await expect(opening).rejects.toThrow(/“endless.png” took longer than 30 seconds/);
    expect(begun[0]!.ended).toBe(true);
    expect(timers.size).toBe(0);
  });

  it('stops at once when asked to, and does not begin what nobody waits for', async () => {
    const { open, begun } = workshop();
    const [stopFirst, stopSecond] = [new AbortController(), new AbortController()];
    const first = open(file('a'), { signal: stopFirst.signal });
    const second = open(file('b'), { signal: stopSecond.signal });
    const third = open(file('c'));
    await turn();
    stopSecond.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    stopFirst.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await turn();
    expect(begun.map(({ file, ended }) => [file.name, ended])).toEqual([
      ['a', true],
      ['c', false],
    ]);
    begun[1]!.finish(opened);
    await third;
    await expect(open(file('d'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
