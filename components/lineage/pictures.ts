import { pictureSource } from '@/components/gallery/picture';
import { decodePoint } from '@/lib/latent/codec';
import { getThumbnails } from '@/lib/studio/browser';
import { catalogue } from '@/models/registry';

/** The small pictures of a family, fetched as they come into sight. */
export interface TreePictures {
  /** The picture, when it is there; else it is on its way. Call it for whatever is in sight. */
  get(code: string): CanvasImageSource | undefined;
  /** Ends a round of `get`: whatever was not asked for in it is not needed any more. */
  endRound(): void;
  close(): void;
}

/** Up to so many pictures the server draws them; more are drawn on this device. */
const MOST_SERVED = 60;
/** Pictures on their way at the same time. */
const AT_ONCE = 48;

/** @param onArrival a picture has come: it is time to paint again */
export function createTreePictures(count: number, onArrival: () => void): TreePictures {
  const fetchPicture = count <= MOST_SERVED ? served : drawn;
  const there = new Map<string, CanvasImageSource | null>();
  const coming = new Map<string, AbortController>();
  let asked = new Set<string>();

  const ask = (code: string) => {
    const abort = new AbortController();
    coming.set(code, abort);
    fetchPicture(code, abort.signal)
      .then(
        (picture) => there.set(code, picture),
        () => {
          // Out of sight again, or it cannot be drawn: its place stays plain.
          if (!abort.signal.aborted) there.set(code, null);
        },
      )
      .finally(() => {
        coming.delete(code);
        onArrival();
      });
  };
  return {
    get(code) {
      asked.add(code);
      const picture = there.get(code);
      if (picture === undefined && !coming.has(code) && coming.size < AT_ONCE) ask(code);
      return picture ?? undefined;
    },
    endRound() {
      for (const [code, abort] of coming) if (!asked.has(code)) abort.abort();
      asked = new Set();
    },
    close() {
      for (const abort of coming.values()) abort.abort();
    },
  };
}

async function served(code: string): Promise<CanvasImageSource> {
  const image = new Image();
  image.src = pictureSource(code, 64).src;
  await image.decode();
  return image;
}

async function drawn(code: string, signal: AbortSignal): Promise<CanvasImageSource> {
  const { data, width, height } = await getThumbnails().request(
    decodePoint(code, catalogue),
    signal,
  );
  return createImageBitmap(new ImageData(new Uint8ClampedArray(data), width, height));
}
