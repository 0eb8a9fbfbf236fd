import { join } from 'node:path';

import type { Engine } from '@/lib/engine/engine';
import { createNodeEngine } from '@/lib/engine/node';
import { SfumatoError } from '@/lib/errors';
import { writeLargePng, writePng } from '@/lib/image/png';
import type { Picture } from '@/lib/image/picture';
import { inSize } from '@/lib/image/reduce';
import type { PictureNote } from '@/lib/image/xmp';
import type { LatentPoint } from '@/lib/latent/point';
import { versions } from '@/models/registry';

import { createFileCache, type Bytes } from './file-cache';
import { createRenderQueue, type RateLimit } from './limits';
import { paintTransfer, type Painting, type PaintingEngine } from './paint-transfer';
import { drawPreview, type PreviewText } from './preview';
import { serverLimit } from './server-limits';

/** Largest picture that the server draws; larger ones are made where they are wanted. */
export const MAX_SERVED_SIDE = 1024;

/** What a file shows and says of itself. */
export interface Subject {
  /** The code in the address: it names the file in the cache. */
  readonly code: string;
  /** The picture's point. */
  readonly point: LatentPoint;
  /** How it is painted before it is shown. */
  readonly painting?: Painting;
  /** The code of that point, which a PNG carries. */
  readonly pointCode: string;
  /** Names of the mix, e.g. "70 % Vincent van Gogh, 30 % Claude Monet". */
  readonly title: string;
}

/** What painting costs a client beside drawing; about ten times the time. */
const PAINTING_COST = 8;

export interface Preview extends Subject, PreviewText {}

export interface DrawingOptions {
  readonly engine: () => PaintingEngine;
  readonly cacheBytes: number;
  /** Tasks that may wait for the one being drawn. */
  readonly waiting: number;
  /** What one client may spend; a small picture costs one point. */
  readonly limit: RateLimit;
}

/** Draws files for links: each once, a few at a time, and not too many for one client. */
export interface Drawing {
  /**
   * The point's picture, painted if that is wanted, as a PNG of `size` pixels.
   * @throws SfumatoError `invalid-input` for a size that cannot be had, `BusyError`, and
   * whatever the engine throws.
   */
  picture(subject: Subject, size: number, client: string): Promise<Bytes>;
  /** A preview of 1200 × 630 pixels, JPEG. @throws SfumatoError as `picture`. */
  preview(preview: Preview, client: string): Promise<Bytes>;
}

export function createDrawing(options: DrawingOptions): Drawing {
  const cache = createFileCache(options.cacheBytes);
  const queue = createRenderQueue({ concurrency: 1, waiting: options.waiting });

  async function draw(
    { code, point, painting }: Subject,
    what: string,
    cost: number,
    client: string,
    finish: (picture: Picture) => Promise<Bytes>,
  ): Promise<Bytes> {
    const name = `${code} ${what}`;
    // What is there already costs nothing, so that a popular link is never refused.
    if (!cache.has(name)) await options.limit(client, painting ? cost + PAINTING_COST : cost);
    return cache.get(name, () =>
      queue(async () => {
        const engine = options.engine();
        const [picture] = await engine.generate([point]);
        if (!picture) throw new SfumatoError('internal', 'The engine drew nothing.');
        return finish(painting ? await paintTransfer(engine, painting, picture) : picture);
      }),
    );
  }

  return {
    async picture(subject, size, client) {
      if (!Number.isInteger(size) || size < 1 || size > MAX_SERVED_SIDE) {
        throw new SfumatoError(
          'invalid-input',
          `The size of a picture is a whole number of pixels up to ${MAX_SERVED_SIDE}.`,
        );
      }
      return draw(subject, `${size}`, Math.ceil(size / 256), client, (picture) =>
        subject.painting && size < picture.width
          ? Promise.resolve(writePng(inSize(picture, size, size), noteOf(subject)))
          : writeLargePng(picture, size, noteOf(subject)),
      );
    },
    preview: (preview, client) =>
      draw(preview, 'preview', 4, client, (picture) =>
        drawPreview(picture, preview, noteOf(preview)),
      ),
  };
}

/** A painted picture is no longer that of its point: dropped on the Studio, it would open as another. */
function noteOf({ pointCode, title, painting }: Subject): PictureNote {
  return painting ? { title } : { code: pointCode, title };
}

/** One for the process: bundled routes may each have a copy of this module. */
const SHARED = Symbol.for('sfumato.drawing');
type Shared = typeof globalThis & { [SHARED]?: Drawing };

/** The server's own, with its one engine and one cache. */
export function serverDrawing(): Drawing {
  return ((globalThis as Shared)[SHARED] ??= createServerDrawing());
}

/** One as well, for whoever draws by rules of their own. */
const SHARED_ENGINE = Symbol.for('sfumato.drawing-engine');
type SharedEngine = typeof globalThis & { [SHARED_ENGINE]?: Engine };

/** The engine that draws for this server. */
export function serverEngine(): Engine {
  return ((globalThis as SharedEngine)[SHARED_ENGINE] ??= createNodeEngine({
    modelsDir: join(process.cwd(), 'public', 'models'),
    versions,
  }));
}

function createServerDrawing(): Drawing {
  return createDrawing({
    engine: serverEngine,
    cacheBytes: 64 * 1024 * 1024,
    waiting: 24,
    limit: serverLimit('pictures', { points: 360, seconds: 60 }),
  });
}
