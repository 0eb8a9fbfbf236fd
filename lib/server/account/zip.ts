import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file of an archive, in pieces as they are made. */
export interface ZipFile {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Compressed already, as pictures are. */
  readonly stored?: boolean;
}

/**
 * An archive, piece by piece: what was asked for is made, and nothing waits in memory. It is
 * of the plain kind, without ZIP64: up to 65,535 files and 4 GB.
 */
export async function* zipPieces(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, piece) => {
    if (error) failure = error;
    else ready.push(piece);
  });
  function* taken(): Generator<Uint8Array> {
    if (failure) throw failure;
    const pieces = ready;
    ready = [];
    for (const piece of pieces) if (piece.length > 0) yield piece;
  }
  for await (const { name, pieces, stored = false } of files) {
    const entry = stored ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    for await (const piece of pieces) {
      entry.push(piece);
      yield* taken();
    }
    entry.push(new Uint8Array(0), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

/**
 * Pieces as the body of a response. The next one is made when there is room for it; when the
 * reader goes away, or takes nothing for `patienceMs`, the making ends.
 * @param atEnd called once, however it ends
 */
export function streamOf(
  pieces: AsyncGenerator<Uint8Array>,
  patienceMs: number,
  atEnd: () => void,
): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const end = () => {
    clearTimeout(timer);
    if (isOver) return;
    isOver = true;
    atEnd();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(timer);
        try {
          const { value, done } = await pieces.next();
          if (done) {
            end();
            controller.close();
            return;
          }
          controller.enqueue(value);
          timer = setTimeout(() => {
            end();
            controller.error(new Error('Nobody took the rest.'));
            void pieces.return(undefined);
          }, patienceMs);
          timer.unref();
        } catch (thrown) {
          end();
          controller.error(thrown);
        }
      },
      async cancel() {
        end();
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
