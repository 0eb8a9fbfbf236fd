/** From a chosen file to what a page makes of it, on a first visit: the model is loaded meanwhile. */
import type { Page } from '@playwright/test';
import sharp from 'sharp';

import { createRandom } from '@/lib/latent/random';

import { withApp, type App } from './app';
import type { Measurement, Part } from './part';
import { quantile } from './statistics';

const VISITS = 5;
/** Sizes of what is chosen, in pixels: a picture from the web, and a photo of 12 megapixels. */
const SIZES = [
  [1200, 900],
  [4000, 3000],
] as const;

interface Screen {
  readonly name: string;
  readonly path: string;
  /** Label of the input that files are chosen with. */
  readonly input: string;
  /** What is there as soon as there is an answer. */
  readonly answer: string;
}
const SCREENS: readonly Screen[] = [
  {
    name: 'Transfer, first style',
    path: '/transfer?backend=wasm',
    input: 'File of the picture',
    answer: 'canvas[data-stage]',
  },
  {
    name: 'Identify, first answer',
    path: '/identify?backend=wasm',
    input: 'Files of pictures',
    answer: '[aria-label="Nearest painters"]',
  },
];

type Prepared = typeof globalThis & { benchAnswer?: Promise<number> };

export const firstAnswerPart: Part = {
  name: 'first-answer',
  title: 'From a chosen file to the first answer on wasm: cold cache, the model loaded meanwhile',
  columns: [
    { key: 'median', title: 'ms', digits: 0 },
    { key: 'slowest', title: 'slowest of five, ms', digits: 0 },
  ],
  run: ({ root }) =>
    withApp(root, async (app) => {
      const measured: Measurement[] = [];
      for (const [width, height] of SIZES) {
        const buffer = await photo(width, height);
        for (const screen of SCREENS) {
          const times: number[] = [];
          for (let i = 0; i < VISITS; i++) times.push(await visit(app, screen, buffer));
          measured.push({
            name: `${screen.name}, ${width} × ${height}`,
            figures: { median: quantile(times, 0.5), slowest: Math.max(...times) },
          });
        }
      }
      return measured;
    }),
};

function visit(app: App, { path, input, answer }: Screen, buffer: Buffer): Promise<number> {
  return app.visit(async (page) => {
    await page.goto(path);
    const field = page.getByLabel(input);
    await field.waitFor({ state: 'attached' });
    await awaitAnswer(page, answer);
    await field.setInputFiles([{ name: 'photo.jpg', mimeType: 'image/jpeg', buffer }]);
    return page.evaluate(() => (globalThis as Prepared).benchAnswer!);
  });
}

/** Notes the time from the choice of a file until the frame after the answer is in the page. */
function awaitAnswer(page: Page, answer: string): Promise<void> {
  return page.evaluate((selector) => {
    (globalThis as Prepared).benchAnswer = new Promise((resolve) => {
      document.addEventListener(
        'change',
        () => {
          const start = performance.now();
          const observer = new MutationObserver(() => {
            if (!document.querySelector(selector)) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
          });
          observer.observe(document, { subtree: true, childList: true, attributes: true });
        },
        { capture: true, once: true },
      );
    });
  }, answer);
}

/** Soft fields of colour under grain, as heavy to decode as a photo. */
async function photo(width: number, height: number): Promise<Buffer> {
  const random = createRandom(1);
  const [columns, rows] = [12, 9];
  const fields = Buffer.from(Array.from({ length: columns * rows * 3 }, () => random.integer(256)));
  const grain = await sharp({
    create: {
      ...{ width, height, channels: 3, background: '#808080' },
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return sharp(fields, { raw: { width: columns, height: rows, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer();
}
