/** Small pictures for the review, made once. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import pLimit from 'p-limit';
import sharp from 'sharp';

import { openPictureFile } from '../pictures/open';
import { writeWhole } from '../write-whole';

/** Longer side, in pixels. */
const SIDE = 224;
/** Raised when they would look different. */
const VERSION = 1;
/** Made at a time; the page asks for a screenful at once. */
const AT_A_TIME = 4;

export interface Thumbnails {
  /**
   * WebP.
   * @param wanted asked before a picture is made: whoever wanted it may have gone.
   * @throws where the picture cannot be opened, or is not wanted any more.
   */
  get(file: string, wanted?: () => boolean): Promise<Buffer>;
}

export function createThumbnails(cacheFolder: string): Thumbnails {
  const folder = path.join(cacheFolder, 'thumbnails');
  const limit = pLimit(AT_A_TIME);
  const making = new Map<string, Promise<Buffer>>();
  const make = async (file: string, place: string): Promise<Buffer> => {
    const { picture } = await openPictureFile(file);
    const { width, height, data } = picture;
    const small = await sharp(data, { raw: { width, height, channels: 4 } })
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer();
    await mkdir(path.dirname(place), { recursive: true });
    await writeWhole(place, small);
    return small;
  };
  return {
    async get(file, wanted = () => true) {
      const { size, mtimeMs } = await stat(file);
      const name = createHash('sha256')
        .update(JSON.stringify([VERSION, path.resolve(file), size, mtimeMs]))
        .digest('hex')
        .slice(0, 24);
      const place = path.join(folder, name.slice(0, 2), `${name}.webp`);
      const there = await readFile(place).catch(() => undefined);
      if (there) return there;
      const known = making.get(place);
      if (known) return known;
      const made = limit(async () => {
        if (!wanted()) throw new Error('Nobody waits for this picture any more.');
        return make(file, place);
      }).finally(() => making.delete(place));
      making.set(place, made);
      return made;
    },
  };
}
