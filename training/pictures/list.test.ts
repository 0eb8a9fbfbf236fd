import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listPictures } from './list';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-list-'));
  await mkdir(path.join(folder, 'all', 'below', 'deep'), { recursive: true });
  await mkdir(path.join(folder, 'bare'));
  await mkdir(path.join(folder, 'kinds'));
  for (const file of [
    'all/b10.JPG',
    'all/b9.jpeg',
    'all/notes.txt',
    'all/.hidden.png',
    'all/below/c.webp',
    'all/below/deep/ä.avif',
    'kinds/a.heic',
    'kinds/b.bmp',
    'kinds/c.GIF',
    'kinds/d.tif',
    'kinds/e.png',
    'kinds/f.svg',
    'bare/readme.md',
    'odd.name',
  ]) {
    await writeFile(path.join(folder, file), '');
  }
  await symlink(path.join(folder, 'all'), path.join(folder, 'all', 'below', 'again'));
  await symlink(path.join(folder, 'all'), path.join(folder, 'kinds', 'album.jpg'));
  await symlink(path.join(folder, 'all', 'b9.jpeg'), path.join(folder, 'kinds', 'linked.jpg'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the pictures that are meant', () => {
  it('are the files themselves, and all in folders and below, by name', async () => {
    const at = (file: string) => path.join(folder, file);
    expect(await listPictures([at('odd.name'), at('all'), at('gone.png')])).toEqual([
      { file: at('odd.name') },
      { file: at('all/b9.jpeg') },
      { file: at('all/b10.JPG') },
      { file: at('all/below/c.webp') },
      { file: at('all/below/deep/ä.avif') },
      { file: at('gone.png') },
    ]);
  });

  it('are in folders those that can be opened here; links to folders are none', async () => {
    const at = (file: string) => path.join(folder, 'kinds', file);
    const files = (await listPictures([path.join(folder, 'kinds')])).map(({ file }) => file);
    const heic = sharp.format.heif.input.fileSuffix!.includes('.heic') ? ['a.heic'] : [];
    expect(files).toEqual([...heic, 'c.GIF', 'd.tif', 'e.png', 'linked.jpg'].map(at));
    expect(await listPictures([at('a.heic'), at('b.bmp')])).toEqual([
      { file: at('a.heic') },
      { file: at('b.bmp') },
    ]);
  });

  it('are told to be missing where a folder has none', async () => {
    const bare = path.join(folder, 'bare');
    expect(await listPictures([bare])).toMatchObject([
      {
        file: bare,
        error: { message: `There is no picture in the folder ${bare} that can be opened here.` },
      },
    ]);
  });
});
