import { unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';

import { streamOf, zipPieces, type ZipFile } from './zip';

const bytes = (text: string) => new TextEncoder().encode(text);

async function* files(...list: ZipFile[]): AsyncGenerator<ZipFile> {
  yield* list;
}

const readAll = async (stream: ReadableStream<Uint8Array>) =>
  new Uint8Array(
    await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  );

describe('an archive that is made while it is read', () => {
  it('holds every file as it was', async () => {
    const large = new Uint8Array(300_000).map((_, i) => (i * i) % 251);
    const atEnd = vi.fn();
    const pieces = zipPieces(
      files(
        { name: 'a.txt', pieces: [bytes('one, '), bytes('two')] },
        { name: 'pictures/b.png', pieces: [large], stored: true },
        { name: 'empty.json', pieces: [] },
      ),
    );
    const unzipped = unzipSync(await readAll(streamOf(pieces, 1000, atEnd)));
    expect(Object.keys(unzipped)).toEqual(['a.txt', 'pictures/b.png', 'empty.json']);
    expect(new TextDecoder().decode(unzipped['a.txt'])).toBe('one, two');
    expect(unzipped['pictures/b.png']).toEqual(large);
    expect(atEnd).toHaveBeenCalledOnce();
  });

  it('makes no more than is taken, and stops when the reader goes', async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<ZipFile> {
      for (;;) yield { name: `${made++}.txt`, pieces: [bytes('x'.repeat(1000))], stored: true };
    }
    const atEnd = vi.fn();
    const reader = streamOf(zipPieces(endless()), 1000, atEnd).getReader();
    await reader.read();
    await reader.read();
    expect(made).toBeLessThan(5);
    await reader.cancel();
    expect(atEnd).toHaveBeenCalledOnce();
    const before = made;
    await Promise.resolve();
    expect(made).toBe(before);
  });

  it('gives up on a reader who takes nothing', async () => {
    vi.useFakeTimers();
    try {
      const atEnd = vi.fn();
      async function* two(): AsyncGenerator<Uint8Array> {
        yield bytes('one');
        yield bytes('two');
      }
      const reader = streamOf(two(), 60_000, atEnd).getReader();
      await vi.advanceTimersByTimeAsync(59_000);
      expect(atEnd).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(atEnd).toHaveBeenCalledOnce();
      await expect(reader.read()).rejects.toThrow('Nobody took the rest.');
    } finally {
      vi.useRealTimers();
    }
  });

  it('breaks off where a file cannot be made', async () => {
    async function* broken(): AsyncGenerator<ZipFile> {
      yield { name: 'a.txt', pieces: [bytes('a')] };
      throw new Error('lost');
    }
    const atEnd = vi.fn();
    await expect(readAll(streamOf(zipPieces(broken()), 1000, atEnd))).rejects.toThrow('lost');
    expect(atEnd).toHaveBeenCalledOnce();
  });
});
