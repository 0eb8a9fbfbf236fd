/** Pictures that leave and come back, and files that try their luck. */
import { readFileSync } from 'node:fs';

import { expect, test, type Page } from '@playwright/test';
import { zlibSync } from 'fflate';
import sharp from 'sharp';

import { readPointCode, writePng } from '@/lib/image/png';
import { encodeChunk, PNG_SIGNATURE } from '@/lib/image/png-chunks';
import { latinText } from '@/lib/image/png-text';

import { artists, codeOf, pointOf } from './support/models';
import { expectSame, rasterOf, rasterOn } from './support/pictures';
import { changed, drop, open, picture, settled } from './support/studio';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const CODE = codeOf(pointOf(9, { [artists[0]!.id]: 0.25, [artists[3]!.id]: 0.75 }));

async function download(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download picture' }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test('a downloaded picture says what it is, and dropped back it leads to its point', async ({
  page,
}) => {
  // Before the page is there: the browser is not asked to hand the dialog over in time otherwise.
  const choosing = page.waitForEvent('filechooser');
  await open(page, `/p/${CODE}`);
  const { name, bytes } = await download(page);
  expect(name).toMatch(/^sfumato-[\w-]+\.png$/);
  expect(bytes.toString('latin1')).toContain(
    'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  );
  expect(readPointCode(bytes)).toBe(CODE);
  const { width, height, format } = await sharp(bytes).metadata();
  expect({ width, height, format }).toEqual({ width: 1024, height: 1024, format: 'png' });
  expectSame(await rasterOf(bytes), await rasterOn(picture(page)));

  await page.getByRole('button', { name: 'Roll the dice' }).click();
  const elsewhere = await changed(page, CODE);
  await drop(page, { name, type: 'image/png', bytes });
  await settled(page, CODE);

  await page.getByRole('group', { name: 'Tools' }).getByRole('button', { name: 'Undo' }).click();
  await settled(page, elsewhere);
  await page.keyboard.press('o');
  await (await choosing).setFiles({ name, mimeType: 'image/png', buffer: bytes });
  await settled(page, CODE);
});

/** A PNG of these chunks, with right checksums. */
function pngOf(...chunks: (readonly [type: string, data: Uint8Array])[]): Uint8Array {
  return Buffer.concat([PNG_SIGNATURE, ...chunks.map(([type, data]) => encodeChunk(type, data))]);
}

function header(width: number, height: number): Uint8Array {
  const data = new Uint8Array(13);
  new DataView(data.buffer).setUint32(0, width);
  new DataView(data.buffer).setUint32(4, height);
  data.set([8, 2], 8);
  return data;
}

const whole = writePng(
  { width: 8, height: 8, data: new Uint8ClampedArray(8 * 8 * 4).fill(255) },
  { code: CODE },
);
const damagedCode = Buffer.from(whole);
damagedCode[damagedCode.lastIndexOf(CODE) + 5]! ^= 1;
const endlessChunk = Buffer.concat([
  pngOf(['IHDR', header(8, 8)]),
  Buffer.from([0xff, 0xff, 0xff, 0xff]),
  Buffer.from('tEXtsfumato:point\0AAAA'),
]);
const bomb = Buffer.concat([
  Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0', 'latin1'),
  zlibSync(new Uint8Array(30_000_000)),
]);

const HOSTILE: readonly (readonly [what: string, name: string, type: string, Uint8Array])[] = [
  [
    'a header of two thousand million pixels a side',
    'huge.png',
    'image/png',
    pngOf(['IHDR', header(0x7fffffff, 0x7fffffff)], ['IDAT', zlibSync(new Uint8Array(8))]),
  ],
  ['half a picture', 'half.png', 'image/png', whole.subarray(0, 60)],
  ['a chunk that claims four gigabytes', 'endless.png', 'image/png', endlessChunk],
  ['a compressed text without end', 'bomb.png', 'image/png', pngOf(['iTXt', bomb])],
  ['a code with one wrong bit', 'bit.png', 'image/png', damagedCode],
  [
    'a script in place of the code',
    'script.png',
    'image/png',
    pngOf(['tEXt', latinText('sfumato:point', '<img src=x onerror=alert(1)>')]),
  ],
  [
    'a code of another model',
    'other.png',
    'image/png',
    pngOf(['tEXt', latinText('sfumato:point', 'AAAAAAAAAAAAAAAA')]),
  ],
  ['a text that calls itself a PNG', 'note.png', 'image/png', Buffer.from('just a text')],
  [
    'an SVG with a script',
    'drawing.svg',
    'image/svg+xml',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  ],
  ['nothing', 'empty.png', 'image/png', new Uint8Array(0)],
  [
    'a name that is markup',
    '<img src=x onerror=alert(1)>.png',
    'image/png',
    pngOf(['IHDR', header(8, 8)]),
  ],
];

test('files that are not ours are refused in words, and the page plays on', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await open(page, `/p/${CODE}`);
  for (const [what, name, type, bytes] of HOSTILE) {
    await test.step(what, async () => {
      await drop(page, { name, type, bytes });
      const message = page.getByRole('region', { name: /^Notifications/ }).getByRole('listitem');
      await expect(message, what).toHaveCount(1);
      await expect(message).toContainText(/[a-z]+ [a-z]+.*\.$/);
      await expect(message).not.toContainText(/went wrong|undefined|NaN|\[object/);
      await message.getByRole('button', { name: 'Dismiss' }).click();
      await expect(message).toHaveCount(0);
    });
  }
  await settled(page, CODE);
  await page.getByRole('button', { name: 'Roll the dice' }).click();
  await changed(page, CODE);
  expect(dialogs).toEqual([]);
  expect(errors).toEqual([]);
});

test('what a program has added to a picture of ours does not matter', async ({ page }) => {
  await open(page, '/');
  const { data } = await sharp(whole).withMetadata().png().toBuffer({ resolveWithObject: true });
  const extended = Buffer.concat([
    whole.subarray(0, 33), // signature and header
    encodeChunk('tEXt', latinText('Comment', 'looked at')),
    whole.subarray(33),
    data, // and something behind its end
  ]);
  await drop(page, { name: 'renamed.png', type: 'image/png', bytes: extended });
  await settled(page, CODE);
});
