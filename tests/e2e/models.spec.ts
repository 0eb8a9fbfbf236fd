/** The Models screen: cards, the time slider, samples drawn here, two side by side. */
import { expect, test, type Page } from '@playwright/test';

import { decodePoint } from '@/lib/latent/codec';

import { barriers, overflow } from './support/barriers';
import { artists, catalogue, facts } from './support/models';

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
  await pictures.getByRole('button', { name: 'Draw both' }).click();
  for (const title of [one!, other!]) {
    const drawn = pictures
      .getByRole('link', { name: `by ${title}, motif 1: open` })
      .first()
      .locator('canvas[data-drawn]');
    await expect(drawn, title).toBeVisible({ timeout: 120_000 });
  }
  await page.getByRole('button', { name: 'Change places' }).click();
  await expect(page).toHaveURL(new RegExp(`b=${facts.id}`));
});

test('an unknown model says so', async ({ page }) => {
  const response = await page.goto('/models/nobody');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('link', { name: 'See all models' })).toBeVisible();
});
