import { describe, expect, it, vi } from 'vitest';

import type { Picture } from '@/lib/image/picture';

import { createTiles } from './tiles';

const picture = (level: number): Picture => ({
  ...{ width: 1, height: 1 },
  data: Uint8ClampedArray.of(level, level, level, 255),
});
const turn = () => new Promise((resolve) => setImmediate(resolve));
const signal = () => new AbortController().signal;

function workshop(free = true) {
  const painted: string[] = [];
  const finish: (() => void)[] = [];
  const state = { free };
  const tiles = createTiles(() => state.free);
  const paint = (key: string) => async () => {
    painted.push(key);
    await new Promise<void>((resolve) => finish.push(resolve));
    return picture(painted.length);
  };
  return { tiles, painted, finish, state, paint };
}

describe('small previews of styles', () => {
  it('are painted one after the other, in the order they were asked for, and kept', async () => {
    const { tiles, painted, finish, paint } = workshop();
    const both = [
      tiles.request('a', paint('a'), signal()),
      tiles.request('b', paint('b'), signal()),
    ];
    await turn();
    expect(painted).toEqual(['a']);
    finish[0]!();
    await turn();
    expect(painted).toEqual(['a', 'b']);
    finish[1]!();
    expect((await Promise.all(both)).map(({ data }) => data[0])).toEqual([1, 2]);
    expect(tiles.peek('a')!.data[0]).toBe(1);
    await tiles.request('a', paint('again'), signal());
    expect(painted).toEqual(['a', 'b']);
  });

  it('wait while something more urgent is wanted', async () => {
    const { tiles, painted, finish, state, paint } = workshop(false);
    const asked = tiles.request('a', paint('a'), signal());
    await turn();
    expect(painted).toEqual([]);
    state.free = true;
    tiles.wake();
    await turn();
    finish[0]!();
    expect((await asked).data[0]).toBe(1);
  });

  it('are not painted for nobody', async () => {
    const { tiles, painted, finish, paint } = workshop();
    const gone = new AbortController();
    const first = tiles.request('a', paint('a'), signal());
    const second = tiles.request('b', paint('b'), gone.signal);
    const third = tiles.request('c', paint('c'), signal());
    gone.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await turn();
    finish[0]!();
    await turn();
    finish[1]!();
    await Promise.all([first, third]);
    expect(painted).toEqual(['a', 'c']);
  });

  it('go on after one that failed, which can be asked for again', async () => {
    const tiles = createTiles(() => true);
    const broken = vi.fn(() => Promise.reject(new Error('lost')));
    await expect(tiles.request('a', broken, signal())).rejects.toThrow('lost');
    expect(await tiles.request('b', async () => picture(2), signal())).toBeDefined();
    expect(await tiles.request('a', async () => picture(3), signal())).toBeDefined();
  });
});
