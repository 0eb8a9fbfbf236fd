/** What only a real browser can show of the engine: contexts that are lost, workers that die. */
import { expect, test, type Page, type Worker } from '@playwright/test';

import { codeOf, facts, otherFacts, otherPointOf, pointOf } from './support/models';

/** Lets the test reach what the worker would keep to itself; runs before the worker's own script. */
const KEEP_CONTEXTS = `{
  const contexts = (self.keptContexts = []);
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = function (...options) {
    const context = getContext.apply(this, options);
    if (context) contexts.push(context);
    return context;
  };
}
`;

type Kept = typeof globalThis & { keptContexts: WebGL2RenderingContext[] };

const picture = (page: Page) => page.locator('canvas[data-state]').first();

/** Waits until the picture of the point in the address stands still. */
async function settled(page: Page): Promise<Buffer> {
  await expect(picture(page)).toHaveAttribute('data-state', 'still', { timeout: 120_000 });
  return pixels(page);
}

async function pixels(page: Page): Promise<Buffer> {
  const url = await picture(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function engineWorker(page: Page): Promise<Worker> {
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  return page.workers()[0]!;
}

/** Leaves the point and comes back to it, so that its picture is drawn anew. */
async function drawAgain(page: Page): Promise<void> {
  await page.keyboard.press('r');
  await page.keyboard.press('Control+z');
}

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce' }));

test('a lost graphics context is replaced and the picture comes back', async ({ page }) => {
  test.slow();
  await page.route('**/turbopack-worker*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: KEEP_CONTEXTS + (await response.text()) });
  });
  await page.goto('/?backend=webgl');
  const before = await settled(page);
  const worker = await engineWorker(page);
  const opened = () => worker.evaluate(() => (globalThis as Kept).keptContexts.length);
  expect(await opened()).toBe(1);
  await worker.evaluate(() =>
    (globalThis as Kept).keptContexts[0]!.getExtension('WEBGL_lose_context')!.loseContext(),
  );
  await drawAgain(page);
  await expect.poll(opened, { timeout: 120_000 }).toBe(2);
  await expect
    .poll(async () => (await pixels(page)).equals(before), { timeout: 120_000 })
    .toBe(true);
});

test('a worker that dies is replaced and the picture comes back', async ({ page }) => {
  await page.goto('/');
  const before = await settled(page);
  const worker = await engineWorker(page);
  const died = worker.waitForEvent('close');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of memory');
    });
  });
  await died;
  await drawAgain(page);
  await expect.poll(async () => (await pixels(page)).equals(before)).toBe(true);
  expect(page.workers()).toHaveLength(1);
});

test.describe('without a connection', () => {
  test('a model that cannot be fetched is asked for again, and comes', async ({ page }) => {
    const weights = '**/models/**/*.bin';
    await page.route(weights, (route) => route.abort('internetdisconnected'));
    await page.goto('/');
    const retry = page.getByRole('button', { name: 'Try again' });
    await expect(retry).toBeVisible();
    await page.unroute(weights);
    await retry.click();
    await settled(page);
    await expect(retry).toBeHidden();
  });

  test('a model that is missing does not stand in the way of another', async ({ page }) => {
    test.skip(otherFacts === undefined, 'only one model is served');
    await page.route(`**/models/${facts.id}/*.bin`, (route) => route.abort());
    await page.goto(`/p/${codeOf(otherPointOf(3))}`);
    await settled(page);
    await page.keyboard.press('r'); // leaves the line between the works
    // A work of the model that is missing: its small pictures are asked for first.
    await page.getByRole('button', { name: /^Work B/ }).click();
    const choices = page.getByRole('dialog', { name: 'Work B' });
    await choices.getByLabel('From a link').fill(codeOf(pointOf(5)));
    await choices.getByLabel('From a link').press('Enter');
    await page.getByRole('button', { name: 'Variations', exact: true }).click();
    await expect(
      page.getByRole('region', { name: 'Variations' }).locator('canvas[data-drawn]'),
    ).toHaveCount(9, { timeout: 120_000 });
    const alerts = page.getByRole('main').getByRole('alert');
    await expect(alerts.filter({ hasText: /\w/ })).toHaveCount(0);
  });
});

test.describe('a model that was renewed under an open page', () => {
  test('draws nothing under its old name, and asks for a reload', async ({ page }) => {
    const cards = '**/models/*/card.json';
    await page.route(cards, async (route) => {
      const response = await route.fetch();
      const card = (await response.json()) as { version: number };
      await route.fulfill({ response, json: { ...card, version: card.version + 1 } });
    });
    await page.goto('/');
    const alert = page.getByRole('alert').filter({ hasText: 'has been renewed' });
    await expect(alert).toBeVisible({ timeout: 120_000 });
    await expect(picture(page)).toHaveAttribute('data-state', 'waiting');
    await page.unroute(cards);
    await alert.getByRole('button', { name: 'Reload the page' }).click();
    await settled(page);
    await expect(alert).toBeHidden();
  });
});

// The cpu is in degraded.spec.ts, where it is what is left.
test('every graphics back end, or what stands in for it, draws what wasm draws', async ({
  page,
}) => {
  test.slow();
  await page.goto('/?backend=wasm');
  await settled(page);
  const reference = await levels(page);
  for (const backend of ['webgl', 'webgpu']) {
    await page.goto(`/?backend=${backend}`);
    await settled(page);
    const drawn = await levels(page);
    const furthest = drawn.reduce(
      (far, level, i) => Math.max(far, Math.abs(level - reference[i]!)),
      0,
    );
    expect.soft(drawn, backend).toHaveLength(reference.length);
    expect.soft(furthest, backend).toBeLessThanOrEqual(3);
  }
});

const levels = (page: Page): Promise<number[]> =>
  picture(page).evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    return [...canvas.getContext('2d')!.getImageData(0, 0, width, height).data];
  });
