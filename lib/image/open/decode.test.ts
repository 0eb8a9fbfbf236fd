import { afterEach, describe, expect, it, vi } from 'vitest';

import { quarters } from '@/tests/hostile/pictures';

import { decodePicture } from './decode';

afterEach(() => vi.unstubAllGlobals());

/** What is said about a file that this browser does not decode. */
async function refusalOf(bytes: Buffer, name: string): Promise<unknown> {
  vi.stubGlobal('createImageBitmap', () =>
    Promise.reject(new DOMException('The source image could not be decoded.')),
  );
  return decodePicture(new Blob([new Uint8Array(bytes)]), name).catch((error: unknown) => error);
}

describe('a picture that the browser does not decode', () => {
  it('is perhaps only of a kind that this browser does not know, if it is an AVIF', async () => {
    const bytes = await quarters(96, 64).avif().toBuffer();
    expect(await refusalOf(bytes, 'modern.avif')).toMatchObject({
      code: 'invalid-input',
      message:
        '“modern.avif” could not be opened: it is damaged, or this browser does not know AVIF pictures. Save it as a JPEG and try again, or choose another copy.',
    });
  });

  it('is damaged, if every browser knows its kind', async () => {
    const bytes = await quarters(96, 64).png().toBuffer();
    expect(await refusalOf(bytes, 'old.png')).toMatchObject({
      code: 'invalid-input',
      message: '“old.png” is damaged and cannot be opened. Choose another copy.',
    });
  });
});
