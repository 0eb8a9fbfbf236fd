/**
 * Opening pictures in a real browser, whatever they are: the same files as in Node
 * (`training/pictures/open.test.ts`), through the module that the pages use, alone.
 */
import { fileURLToPath } from 'node:url';

import { expect, test, type Page } from '@playwright/test';
import { build } from 'esbuild';
import sharp from 'sharp';

import type { OpenedPicture } from '@/lib/image/picture';
import { workerPolicy } from '@/scripts/lib/headers.mjs';
import { decodeBytes } from '@/training/pictures/open';

import { HOSTILE_FILES, outcomeInBrowser, payloadOf } from '../hostile/files';
import { expectOpened } from '../hostile/opened';
import { noisy, quarters } from '../hostile/pictures';

const root = fileURLToPath(new URL('../..', import.meta.url));

const PAGE = `<!doctype html><title>Opening</title><input type="file">
<script type="module">
  import { openPicture } from './open-picture.js';
  self.openPicture = openPicture;
</script>`;

/** Code for the browser, in one file, as the app's own build would make it. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${root}lib/image/${entry}`],
    alias: { '@': root.replace(/\/$/, '') },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0]!.text;
}

/** A page with nothing on it but what opens pictures. */
async function openWorkshop(page: Page): Promise<void> {
  const headers = Object.fromEntries(workerPolicy.map(({ key, value }) => [key, value]));
  const script = { contentType: 'text/javascript', headers };
  const [module, worker] = await Promise.all([bundle('open-picture.ts'), bundle('open/worker.ts')]);
  await page.route('**/opening/', (route) =>
    route.fulfill({ contentType: 'text/html', body: PAGE }),
  );
  await page.route('**/opening/open-picture.js', (route) =>
    route.fulfill({ ...script, body: module }),
  );
  await page.route('**/opening/open/worker.ts', (route) =>
    route.fulfill({ ...script, body: worker }),
  );
  await page.goto('/opening/');
  await page.waitForFunction(() => 'openPicture' in self);
}

type Opener = (
  file: File,
  options?: { signal: AbortSignal },
) => Promise<Omit<OpenedPicture, 'format'> & { format: string }>;

/** What came of the file in the page's input: the picture, or the sentence. */
async function outcome(page: Page): Promise<OpenedPicture | string> {
  const found = await page.evaluate(async () => {
    const file = document.querySelector('input')!.files![0]!;
    try {
      const { openPicture } = self as unknown as { openPicture: Opener };
      const { picture, ...rest } = await openPicture(file);
      const url = await new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result as string);
        reader.readAsDataURL(new Blob([picture.data]));
      });
      return { ...rest, size: { width: picture.width, height: picture.height }, url };
    } catch (error) {
      const { name, message, code } = error as Error & { code: string };
      return `${name} ${code}: ${message}`;
    }
  });
  if (typeof found === 'string') return found;
  const { size, url, ...opened } = found;
  const data = new Uint8ClampedArray(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  return { ...opened, picture: { ...size, data } } as OpenedPicture;
}

test('every kind of file is opened, or refused in a sentence', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('dialog', () => requests.push('a dialog'));
  await openWorkshop(page);
  for (const file of HOSTILE_FILES) {
    await test.step(file.what, async () => {
      await page.locator('input').setInputFiles(await payloadOf(file));
      const found = await outcome(page);
      const expected = outcomeInBrowser(file);
      if ('refused' in expected) {
        expect(found, file.what).toMatch(/^SfumatoError invalid-input: /);
        expect(found, file.what).toMatch(expected.refused);
      } else {
        if (typeof found === 'string') throw new Error(`${file.what}: ${found}`);
        expectOpened(found, expected);
      }
    });
  }
  // Nothing but the page, its script and the worker was ever asked for.
  expect([...new Set(requests)].filter((line) => !/^GET [^?]+\/opening\//.test(line))).toEqual([]);
});

test('a large picture becomes the same as in Node', async ({ page }) => {
  await openWorkshop(page);
  // Reduced by 4: more than one halving, and many tiles.
  const large = (await noisy(150, 100).png().toBuffer().then(sharp)).resize(6000, 4000);
  const buffer = await large.jpeg({ quality: 90 }).toBuffer();
  await page.locator('input').setInputFiles({ name: 'large.jpg', mimeType: 'image/jpeg', buffer });
  const here = await decodeBytes(buffer);
  const there = await outcome(page);
  if (typeof there === 'string') throw new Error(there);
  expect({ ...there, picture: undefined }).toEqual({ ...here, picture: undefined });
  const sum = there.picture.data.reduce(
    (total, level, i) => total + Math.abs(level - here.picture.data[i]!),
    0,
  );
  expect(sum / here.picture.data.length).toBeLessThan(1.5);
});

test('a picture that nobody waits for any more is let go, and the next one opens', async ({
  page,
}) => {
  await openWorkshop(page);
  const buffer = await quarters(600, 400).png().toBuffer();
  await page.locator('input').setInputFiles({ name: 'next.png', mimeType: 'image/png', buffer });
  const code = await page.evaluate(async () => {
    const file = document.querySelector('input')!.files![0]!;
    const { openPicture } = self as unknown as { openPicture: Opener };
    const stop = new AbortController();
    const opening = openPicture(file, { signal: stop.signal });
    stop.abort();
    return opening.then(
      () => 'opened',
      (error: { code: string }) => error.code,
    );
  });
  expect(code).toBe('cancelled');
  expect(await outcome(page)).toMatchObject({ width: 600, height: 400 });
});
