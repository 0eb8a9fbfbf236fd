/** The Models screen: cards, the time slider, samples drawn here, two side by side. */
import { expect, test, type Locator, type Page } from '@playwright/test';

import { decodePoint } from '@/lib/latent/codec';

import { barriers, overflow } from './support/barriers';
import { artists, catalogue, facts, otherFacts } from './support/models';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const CARD = `/models/${facts.id}`;

/** What the page has fetched of a model's weights. */
function weightsOf(page: Page): string[] {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (/\/models\/.*\.bin$/.test(request.url())) fetched.push(request.url());
  });
  return fetched;
}

test('every model has a card, which needs no weights and keeps nobody out', async ({ page }) => {
  const fetched = weightsOf(page);
  await page.goto('/models');
  const names = await page.getByRole('article').getByRole('heading').allTextContents();
  expect(names.length).toBeGreaterThan(1);
  await page.getByRole('link', { name: names[0]!, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(names[0]!);
  for (const part of ['What it learned from', 'What was measured', 'What it cannot do']) {
    await expect(page.getByRole('region', { name: part })).toBeVisible();
  }
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    // Anew: colours that are still on their way from the other scheme are nobody's.
    await page.reload();
    await expect(page.getByRole('region', { name: 'What it cannot do' })).toBeVisible();
    expect(await overflow(page), `at ${width} px`).toBeLessThanOrEqual(0);
    expect(await barriers(page), colorScheme).toEqual([]);
  }
  expect(fetched).toEqual([]);
});

test('the slider moves through the training, also by keyboard', async ({ page }) => {
  await page.goto(CARD);
  const sheet = page.getByRole('img', { name: /^Sample sheet/ });
  const slider = page.getByRole('slider', { name: 'Pictures seen' });
  const before = await sheet.getAttribute('alt');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(sheet).not.toHaveAttribute('alt', before!);
  const first = Number(await sheet.getAttribute('data-shown'));
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => Number(await sheet.getAttribute('data-shown')))
    .toBeGreaterThan(first);
});

test('samples of every painter are drawn when they are asked for', async ({ page }) => {
  const fetched = weightsOf(page);
  await page.goto(CARD);
  const samples = page.getByRole('region', { name: 'Painter by painter' });
  await samples.getByRole('button', { name: 'Draw samples' }).click();
  await expect(samples.locator('canvas[data-drawn]').first()).toBeVisible({ timeout: 120_000 });
  expect(fetched).toHaveLength(1);
  await expect(samples.getByRole('link')).toHaveCount(4 * artists.length);
});

test('every generator can be played with, from the point that it opens with', async ({ page }) => {
  for (const { id } of catalogue) {
    await page.goto(`/models/${id}`);
    const href = await page.getByRole('link', { name: 'Play in the Studio' }).getAttribute('href');
    expect(href).toMatch(/^\/p\//);
    expect(decodePoint(href!.slice('/p/'.length), catalogue).model).toBe(id);
    const directions = page.getByRole('region', { name: 'What its directions change' });
    await expect(directions.getByRole('listitem').first()).toBeVisible();
  }
});

test('a stylizer can be tried, and made of one’s own pictures', async ({ page }) => {
  await page.goto('/models');
  const entry = page.getByRole('article').filter({ hasText: 'Stylizer ·' }).first();
  await entry.getByRole('link').click();
  const paint = page.getByRole('link', { name: 'Have it paint a picture' });
  await expect(paint).toHaveAttribute('href', '/transfer');
  const learned = page.getByRole('region', { name: 'What it learned from' });
  await expect(learned.getByRole('heading', { name: 'It did not see' })).toBeVisible();
  const own = page.getByRole('region', { name: 'Train one of your own' });
  await expect(own.getByText('train stylizer').first()).toBeVisible();
});

test('two models stand side by side at the same points and say what cannot be compared', async ({
  page,
}) => {
  await page.goto(`/models/compare?a=${facts.id}`);
  await expect(page.getByRole('region', { name: 'What cannot be compared' })).toBeVisible();
  const [one, other] = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(other).not.toBe(one);
  const pictures = page.getByRole('region', { name: 'At the same points' });
  const draw = pictures.getByRole('button', { name: 'Draw both' });
  await draw.click();
  for (const title of [one!, other!]) {
    await expect(drawnBy(title, pictures), title).toBeVisible({ timeout: 120_000 });
  }
  await page.getByRole('button', { name: 'Change places' }).click();
  await expect(page).toHaveURL(new RegExp(`b=${facts.id}`));
  await expect(drawnBy(one!, pictures)).toBeVisible();
  // Another pair is not fetched before somebody asks for it.
  await page.getByRole('combobox', { name: 'The other', exact: true }).click();
  await page.getByRole('option', { name: other!, exact: true }).click();
  await expect(draw).toBeVisible();
});

/** The first picture of a model among those of two, once it is drawn. */
const drawnBy = (title: string, pictures: Locator) =>
  pictures
    .getByRole('link', { name: `by ${title}, motif 1: open` })
    .first()
    .locator('canvas[data-drawn]');

test.describe('a model that cannot be had', () => {
  /** Asks for samples on the model's own card. */
  async function drawSamples(page: Page): Promise<Locator> {
    const samples = page.getByRole('region', { name: 'Painter by painter' });
    await samples.getByRole('button', { name: 'Draw samples' }).click();
    return samples;
  }
  const drawnIn = (samples: Locator) => samples.locator('canvas[data-drawn]').first();

  test('is asked for again beside one that draws', async ({ page }) => {
    test.skip(otherFacts === undefined, 'only one model is served');
    const weights = `**/models/${facts.id}/*.bin`;
    await page.route(weights, (route) => route.abort());
    await page.goto(`/models/compare?a=${facts.id}`);
    const [one, other] = await page.getByRole('heading', { level: 2 }).allTextContents();
    const pictures = page.getByRole('region', { name: 'At the same points' });
    await pictures.getByRole('button', { name: 'Draw both' }).click();
    await expect(drawnBy(other!, pictures)).toBeVisible({ timeout: 120_000 });
    const alert = pictures.getByRole('alert').filter({ hasText: 'could not be fetched' });
    await expect(alert).toBeVisible();
    await page.unroute(weights);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(drawnBy(one!, pictures)).toBeVisible({ timeout: 120_000 });
    await expect(alert).toBeHidden();
  });

  test('because it was renewed under the open page, asks for a reload', async ({ page }) => {
    const cards = '**/models/*/card.json';
    await page.route(cards, async (route) => {
      const response = await route.fetch();
      const card = (await response.json()) as { version: number };
      await route.fulfill({ response, json: { ...card, version: card.version + 1 } });
    });
    await page.goto(CARD);
    const alert = (await drawSamples(page))
      .getByRole('alert')
      .filter({ hasText: 'has been renewed' });
    await expect(alert).toBeVisible({ timeout: 120_000 });
    await page.unroute(cards);
    const reloaded = page.waitForEvent('load');
    await alert.getByRole('button', { name: 'Reload the page' }).click();
    await reloaded;
    await expect(drawnIn(await drawSamples(page))).toBeVisible({ timeout: 120_000 });
  });

  test('because its card is gone, comes when the card is back', async ({ page }) => {
    const card = `**/models/${facts.id}/card.json`;
    await page.route(card, (route) => route.fulfill({ status: 404 }));
    await page.goto(CARD);
    const samples = await drawSamples(page);
    const alert = samples.getByRole('alert').filter({ hasText: 'There is no model' });
    await expect(alert).toBeVisible({ timeout: 120_000 });
    await page.unroute(card);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(drawnIn(samples)).toBeVisible({ timeout: 120_000 });
    await expect(alert).toBeHidden();
  });
});

test('an unknown model says so', async ({ page }) => {
  const response = await page.goto('/models/nobody');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('link', { name: 'See all models' })).toBeVisible();
});
