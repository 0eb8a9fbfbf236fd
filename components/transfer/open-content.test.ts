import { describe, expect, it, vi } from 'vitest';

import type { Size } from '@/lib/transfer/sizes';

import { openContent } from './open-content';
import { file } from './testing';

const of = ({ width, height }: Size) => ({ width, height, data: new Uint8ClampedArray(0) });

/** Opens a picture of a size. */
function door(size: Size) {
  const open = vi.fn(async () => ({ picture: of(size), ...size, notes: [] }));
  const resize = vi.fn(async (_: unknown, wanted: Size) => of(wanted));
  return { open, resize, largest: 4096, pixels: 4 * 4096 ** 2 };
}

describe('a picture that is opened to be painted', () => {
  it('has all of the largest result, and no more', async () => {
    const opener = door({ width: 6000, height: 4000 });
    const { signal } = new AbortController();
    const opened = await openContent(file('large.jpg'), signal, opener);
    expect(opener.open).toHaveBeenCalledWith(expect.anything(), { signal, pixels: 4 * 4096 ** 2 });
    expect(opened).toMatchObject({ width: 6000, picture: { width: 4096, height: 2731 } });
  });

  it('stays as it is where it is no larger, and where it is no longer wanted', async () => {
    const small = door({ width: 4096, height: 3000 });
    await openContent(file('small.jpg'), new AbortController().signal, small);
    expect(small.resize).not.toHaveBeenCalled();
    const late = door({ width: 6000, height: 4000 });
    await openContent(file('late.jpg'), AbortSignal.abort(), late);
    expect(late.resize).not.toHaveBeenCalled();
  });
});
