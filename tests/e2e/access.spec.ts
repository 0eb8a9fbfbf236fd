/** Every screen with its pictures drawn, on a desk and on a phone, in both appearances. */
import { expect, test, type Page } from '@playwright/test';

import { encodeArithmetic } from '@/lib/latent/codec';

import { expectOpenToAll, overflow } from './support/barriers';
import { artists, catalogue, codeOf, pointOf } from './support/models';
import { open, settled } from './support/studio';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };
const MIX = Object.fromEntries(artists.slice(0, 3).map(({ id }) => [id, 1]));
const CODE = codeOf(pointOf(7, MIX));
const SEVERAL = encodeArithmetic(
  { a: [pointOf(1), pointOf(2)], b: [pointOf(3)], c: [pointOf(4), pointOf(5)] },
  catalogue,
);

const film = (page: Page) =>
  expect(page.getByRole('img', { name: /^Generated picture/ }).first()).toBeVisible({
    timeout: 120_000,
  });

const SCREENS: readonly (readonly [name: string, path: string, ready: (page: Page) => unknown])[] =
  [
    ['the Studio', `/p/${CODE}`, (page) => settled(page)],
    ['Walk', '/walk', film],
    ['Arithmetic', `/arithmetic/${SEVERAL}`, film],
    ['a broken link', `/p/${CODE.slice(0, -2)}`, () => undefined],
    ['a broken walk', '/walk/broken', () => undefined],
    ['no page', '/nothing-here', () => undefined],
  ];

for (const [name, path, ready] of SCREENS) {
  test(`${name} has no serious barrier on a desk and on a phone`, async ({ page }) => {
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await ready(page);
      await expectOpenToAll(page, `${name} at ${size.width} px`);
    }
  });
}

test('what opens over the Studio has no serious barrier either', async ({ page }) => {
  await open(page, `/p/${CODE}`);
  await page.keyboard.press('k');
  const layers: readonly (readonly [string, () => Promise<void>])[] = [
    ['help', () => page.keyboard.press('?')],
    ['the palette', () => page.keyboard.press('Control+k')],
    ['the choice of a work', () => page.getByRole('button', { name: /^Work A/ }).click()],
    [
      'the choice of an artist',
      () =>
        page
          .getByRole('button', { name: /^Artist: / })
          .first()
          .click(),
    ],
    ['about', () => page.getByRole('button', { name: 'About this picture' }).click()],
    ['more', () => page.getByRole('button', { name: 'More', exact: true }).click()],
  ];
  for (const [name, show] of layers) {
    await show();
    const layer = page.getByRole('dialog').or(page.getByRole('menu'));
    await expect(layer).toBeVisible();
    await expectOpenToAll(page, name);
    await page.keyboard.press('Escape');
    await expect(layer).toBeHidden();
  }
});

test('on a phone every panel is within reach and fits', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await open(page, `/p/${CODE}`);
  await page.keyboard.press('k');
  const tabs = page.getByRole('group', { name: 'Panels' });
  for (const name of ['Mix', 'Between', 'Variations', 'Kept', 'History']) {
    await tabs.getByRole('button', { name }).click();
    await expect(page.getByRole('region', { name, exact: true })).toBeInViewport();
    await expectOpenToAll(page, `${name} on a phone`);
    // Only the panel scrolls, however long it is.
    const longer = () =>
      page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
    await page.setViewportSize({ ...PHONE, height: 600 });
    await expect.poll(longer, `${name} lengthens the page`).toBe(0);
    await page.setViewportSize(PHONE);
  }
});

test('a phone on its side shows the picture and the tools', async ({ page }) => {
  await page.setViewportSize({ width: 740, height: 360 });
  await open(page, `/p/${CODE}`);
  await expect(page.getByRole('figure')).toBeInViewport({ ratio: 0.9 });
  await expect(page.getByRole('button', { name: 'Roll the dice' })).toBeInViewport();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('text at twice its size stays within the window', async ({ page }) => {
  // As a zoom of 200 % on a desk of 1280 px (WCAG 1.4.4, 1.4.10).
  await page.setViewportSize({ width: 640, height: 400 });
  for (const path of [`/p/${CODE}`, '/walk', `/arithmetic/${SEVERAL}`]) {
    await page.goto(path);
    await film(page);
    expect(await overflow(page), path).toBeLessThanOrEqual(0);
  }
});
