import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { LIMITS } from '@/lib/image/open/refusals';
import { shrinkTiles, shrunkSize } from '@/lib/image/open/shrink';
import { HOSTILE_FILES } from '@/tests/hostile/files';
import { expectOpened } from '@/tests/hostile/opened';
import { noisy } from '@/tests/hostile/pictures';

import { decodeBytes, openPictureFile } from './open';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-pictures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('opening a picture in Node', () => {
  it.each(HOSTILE_FILES)('$what', async ({ name, bytes, then }) => {
    const opening = decodeBytes(await bytes(), name);
    if ('refused' in then) {
      await expect(opening).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(opening).rejects.toThrow(then.refused);
    } else {
      expectOpened(await opening, then);
    }
  });

  it('reduces a camera’s picture as the page does', async () => {
    const [width, height] = [3000, 2000];
    const large = noisy(width, height).blur(4).normalise();
    const data = await large.clone().ensureAlpha().raw().toBuffer();
    const expected = shrinkTiles(width, height, (left, top, tileWidth, tileHeight) => {
      const tile = new Uint8Array(tileWidth * tileHeight * 4);
      for (let y = 0; y < tileHeight; y++) {
        const from = ((top + y) * width + left) * 4;
        tile.set(data.subarray(from, from + tileWidth * 4), y * tileWidth * 4);
      }
      return tile;
    });
    const { picture } = await decodeBytes(await large.png().toBuffer());
    expect(shrunkSize(width, height)).toEqual({ width: picture.width, height: picture.height });
    let sum = 0;
    picture.data.forEach((byte, i) => (sum += Math.abs(byte - expected.data[i]!)));
    expect(sum / picture.data.length).toBeLessThan(1);
  });

  it('reads files, and says which it could not', async () => {
    const file = path.join(folder, 'bild.png');
    await writeFile(file, await noisy(70, 90).png().toBuffer());
    expect(await openPictureFile(file)).toMatchObject({ width: 70, height: 90, format: 'png' });
    await expect(openPictureFile(path.join(folder, 'gone.png'))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('gone.png'),
    });
  });

  it('does not read what is too large, or no file', async () => {
    const huge = path.join(folder, 'huge.jpg');
    await writeFile(huge, '');
    await truncate(huge, LIMITS.bytes + 1); // a hole: takes no room
    await expect(openPictureFile(huge)).rejects.toThrow(/100.1 MB/);
    await expect(openPictureFile(folder)).rejects.toThrow(/not a picture/);
    const pipe = path.join(folder, 'pipe.jpg');
    execFileSync('mkfifo', [pipe]);
    await expect(openPictureFile(pipe)).rejects.toThrow(/not a picture/);
  });
});
