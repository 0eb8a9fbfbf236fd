import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { LIMITS } from '@/lib/image/open/refusals';
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

  it('reduces a camera’s picture to the means of what its pixels cover', async () => {
    const [width, height] = [3000, 2000];
    const large = noisy(width, height).blur(4).normalise();
    const source = await large.clone().raw().toBuffer();
    const { picture } = await decodeBytes(await large.png().toBuffer());
    expect(picture).toMatchObject({ width: 1500, height: 1000 });
    let sum = 0;
    for (let i = 0; i < 1500 * 1000; i++) {
      const at = (Math.floor(i / 1500) * 2 * width + (i % 1500) * 2) * 3;
      for (let c = at; c < at + 3; c++) {
        const below = c + width * 3;
        const mean = (source[c]! + source[c + 3]! + source[below]! + source[below + 3]!) / 4;
        sum += Math.abs(mean - picture.data[i * 4 + c - at]!);
      }
    }
    // Another filter, but the same place and nearly the same sharpness.
    expect(sum / (1500 * 1000 * 3)).toBeLessThan(1);
  });

  it('leaves a camera’s picture as it is for who wants so many pixels', async () => {
    const file = path.join(folder, 'camera.png');
    const plain = { width: 3000, height: 2000, channels: 3 as const, background: '#808080' };
    await writeFile(file, await sharp({ create: plain }).png().toBuffer());
    const sizeAt = async (pixels?: number) => {
      const { picture, width, height } = await openPictureFile(file, { pixels });
      expect([width, height]).toEqual([3000, 2000]);
      return [picture.width, picture.height];
    };
    expect(await sizeAt(6_000_000)).toEqual([3000, 2000]);
    expect(await sizeAt(5_999_999)).toEqual([1500, 1000]);
    expect(await sizeAt()).toEqual([1500, 1000]);
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
