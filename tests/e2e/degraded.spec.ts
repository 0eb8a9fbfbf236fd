/** The app where something is missing: a GPU, wasm, storage, the network. */
import { expect, test, type Page } from '@playwright/test';

import { encodeWalk } from '@/lib/latent/codec';

import { open as openIdentify } from './support/identify';
import { catalogue, codeOf, facts, pointOf } from './support/models';
import { whenKept } from './support/offline';
import { expectPicture, expectSame, rasterOn } from './support/pictures';
import { changed, open, picture, settled } from './support/studio';
import { open as openTransfer } from './support/transfer';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('without WebGL and WebGPU it plays all the same, even without wasm', async ({
  playwright,
  launchOptions,
  baseURL,
}) => {
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: ['--disable-gpu', '--disable-3d-apis', '--disable-features=WebGPU'],
  });
  try {
    const page = await browser.newPage({ baseURL: baseURL!, reducedMotion: 'reduce' });
    const code = codeOf(pointOf(4));
    await open(page, `/p/${code}`);
    expect(
      await page.evaluate(async () => ({
        webgl: document.createElement('canvas').getContext('webgl2') !== null,
        adapter: (await navigator.gpu?.requestAdapter()) ?? null,
      })),
    ).toEqual({ webgl: false, adapter: null });
    expect(await backendOf(page)).toBe('wasm');
    const drawn = await rasterOn(picture(page));
    expectPicture(drawn);
    await page.getByRole('button', { name: 'Roll the dice' }).click();
    await changed(page, code);

    const bare = await browser.newPage({
      baseURL: baseURL!,
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
    });
    await bare.route('**/*.wasm', (route) => route.fulfill({ status: 404 }));
    await open(bare, `/p/${code}`);
    expect(await backendOf(bare)).toBe('cpu');
    expectSame(await rasterOn(picture(bare)), drawn);
  } finally {
    await browser.close();
  }
});

test('a back end that is not one is no reason to stop', async ({ page }) => {
  await open(page, `/p/${codeOf(pointOf(4))}?backend=abacus`);
  expectPicture(await rasterOn(picture(page)));
});

/** What the panel about the picture says it is computed by. */
async function backendOf(page: Page): Promise<string | null> {
  await page.getByRole('button', { name: 'About this picture' }).click();
  const panel = page.getByRole('dialog', { name: 'About this picture' });
  const backend = await panel.locator('[data-backend]').getAttribute('data-backend');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  return backend;
}

/** Forbids the page to keep anything; returns the errors that it throws from then on. */
async function forbidStorage(page: Page): Promise<readonly string[]> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage', 'caches']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    }
  });
  return errors;
}

test('where the browser keeps nothing, it says so and plays', async ({ page }) => {
  const errors = await forbidStorage(page);
  const before = await open(page, '/');
  await page.getByRole('button', { name: 'Keep this picture' }).click();
  const strip = page.getByRole('list', { name: 'Kept pictures' });
  await expect(strip.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByText('keeps nothing after the tab is closed')).toBeVisible();
  await page.getByRole('button', { name: 'Roll the dice' }).click();
  await changed(page, before);
  expect(errors).toEqual([]);
});

for (const [screen, openScreen, button] of [
  ['Identify', openIdentify, 'Choose pictures'],
  ['Transfer', openTransfer, 'Choose a picture'],
] as const) {
  test(`where the browser keeps nothing, ${screen} asks for files all the same`, async ({
    page,
  }) => {
    const errors = await forbidStorage(page);
    await openScreen(page);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button, exact: true }).click();
    await choosing;
    expect(errors).toEqual([]);
  });
}

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('offline it plays on, opens again, and opens links it has never seen', async ({
    page,
    context,
  }) => {
    await open(page, '/');
    await whenKept(page);
    await context.setOffline(true);
    const here = await settled(page);
    await page.getByRole('button', { name: 'Roll the dice' }).click();
    const rolled = await changed(page, here);
    await page.reload();
    await settled(page, rolled);
    await page.getByRole('button', { name: 'Roll the dice' }).click();
    await changed(page, rolled);

    const link = codeOf(pointOf(77));
    await page.goto(`/p/${link}`);
    await settled(page, link);
    expectPicture(await rasterOn(picture(page)));

    const keyframes = [1, 2, 3].map((seed) => ({ point: pointOf(seed), seconds: 2 }));
    const walk = { model: facts.id, keyframes, interpolation: 'slerp', loop: false } as const;
    await page.goto(`/walk/${encodeWalk(walk, catalogue)}`);
    await expect(page.getByRole('button', { name: /^Picture \d of 3/ })).toHaveCount(3);
    await expect(page.getByRole('img', { name: /on the way/ })).toBeVisible({ timeout: 120_000 });
  });
});
