/** Where a film is written to while it is made: a file on disk, or memory where there is no way there. */
import { BufferTarget, StreamTarget, type StreamTargetChunk, type Target } from 'mediabunny';

import { refuseFilm } from './refusals';

export interface Destination {
  readonly target: Target;
  /** Adds what comes after the film's own bytes and completes the file. */
  finish(tail: Uint8Array<ArrayBuffer>): Promise<Blob>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** For films of a bounded size. */
export function toMemory(mimeType: string): Destination {
  const target = new BufferTarget();
  return {
    target,
    finish: async (tail) =>
      new Blob([target.buffer ?? new ArrayBuffer(0), tail], { type: mimeType }),
    abandon: async () => undefined,
  };
}

/** Files as the browser lends them; `remove` is not everywhere. */
export type FileHandle = Pick<FileSystemFileHandle, 'createWritable' | 'getFile'> & {
  remove?: () => Promise<void>;
};

/** Bytes that are written at once: small enough that a film of hours needs no more memory. */
const CHUNK_BYTES = 1 << 20;

/**
 * Straight to a file that the person chose. Until `finish`, the browser keeps what was written
 * beside it, so a film that is given up leaves no half of one.
 * @throws SfumatoError `invalid-input` where the file cannot be written.
 */
export async function toDisk(handle: FileHandle): Promise<Destination> {
  let file: FileSystemWritableFileStream;
  try {
    file = await handle.createWritable();
  } catch (thrown) {
    throw refuseFilm({ why: 'not-saved' }, undefined, thrown);
  }
  let end = 0;
  // Closed by the film's writer also where the film is given up: the file itself is not.
  const stream = new WritableStream<StreamTargetChunk>({
    async write({ type, data, position }) {
      await file.write({ type, data, position });
      end = Math.max(end, position + data.length);
    },
  });
  return {
    target: new StreamTarget(stream, { chunked: true, chunkSize: CHUNK_BYTES }),
    async finish(tail) {
      await file.write({ type: 'write', data: tail, position: end });
      await file.close();
      return handle.getFile();
    },
    async abandon() {
      await file.abort();
      // Choosing a place has made an empty file there.
      const { size } = await handle.getFile();
      if (size === 0) await handle.remove?.();
    },
  };
}
