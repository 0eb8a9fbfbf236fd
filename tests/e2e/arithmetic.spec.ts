/** Arithmetic: A − B + C and its link. */
import { expect, test, type Page } from '@playwright/test';

import { evaluateArithmetic } from '@/lib/latent/arithmetic';
import { decodeArithmetic, encodeArithmetic } from '@/lib/latent/codec';

import { catalogue, codeOf, facts, otherFacts, otherPointOf, pointOf } from './support/models';
import { distance, expectPicture, OTHER, rasterOn, SAME, type Raster } from './support/pictures';
import { inFreshProfile } from './support/profiles';
import { open, picture, settled } from './support/studio';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const result = (page: Page) => page.getByRole('region', { name: 'Result' });
const canvas = (page: Page) => result(page).getByRole('img', { name: /^Generated picture/ });
const tile = (page: Page, name: 'A' | 'B' | 'C') =>
  page.getByRole('region', { name: new RegExp(`^${name}: `) });
const members = (page: Page, name: 'A' | 'B' | 'C') =>
  tile(page, name).getByRole('button', { name: new RegExp(` of \\d+ in ${name}$`) });

async function openArithmetic(page: Page, path = '/arithmetic'): Promise<void> {
  await page.goto(path);
  await expect(canvas(page)).toBeVisible({ timeout: 120_000 });
}

function arithmeticIn(page: Page) {
  const code = /^\/arithmetic\/([\w-]+)$/.exec(new URL(page.url()).pathname)?.[1];
  return code === undefined ? undefined : decodeArithmetic(code, catalogue);
}

/** Asks the server for a short link, as "Short link" does, and gives its path. */
const shortLinkTo = (page: Page, code: string) =>
  page.evaluate(async (long) => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ code: long });
    const answer = await fetch('/s', { method: 'POST', headers, body });
    return ((await answer.json()) as { path: string }).path;
  }, code);

const expectResultNear = (page: Page, raster: Raster) =>
  expect.poll(async () => distance(await rasterOn(canvas(page)), raster)).toBeLessThanOrEqual(SAME);

test('its link opens the same result for somebody else, and in the Studio', async ({
  page,
  browser,
}) => {
  await openArithmetic(page);
  const example = await rasterOn(canvas(page));
  expectPicture(example);
  await page.getByRole('button', { name: 'Roll the dice' }).click();
  await expect.poll(() => arithmeticIn(page)).toBeDefined();
  const arithmetic = arithmeticIn(page)!;
  await expect
    .poll(async () => distance(await rasterOn(canvas(page)), example))
    .toBeGreaterThan(OTHER);

  const point = evaluateArithmetic(arithmetic, facts);
  await inFreshProfile(browser, async (theirs) => {
    await open(theirs, `/p/${codeOf(point)}`);
    const expected = await rasterOn(picture(theirs));
    await expectResultNear(page, expected);
    await openArithmetic(theirs, new URL(page.url()).pathname);
    await expectResultNear(theirs, expected);
  });
  await page.getByRole('button', { name: 'Open in the Studio' }).click();
  await settled(page, codeOf(point));
});

test('a tile stands for the mean of its pictures', async ({ page }) => {
  const start = { a: [pointOf(1)], b: [pointOf(2)], c: [pointOf(3)] };
  await openArithmetic(page, `/arithmetic/${encodeArithmetic(start, catalogue)}`);
  const before = await rasterOn(canvas(page));
  await page.getByRole('button', { name: 'Add a picture to C' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a picture to C' });
  const short = await shortLinkTo(page, codeOf(pointOf(40)));
  await adding.getByLabel('From a link').fill(`https://elsewhere.example${short}`);
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(members(page, 'C')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect.poll(() => arithmeticIn(page)?.c).toEqual([pointOf(3), pointOf(40)]);
  await expect
    .poll(async () => distance(await rasterOn(canvas(page)), before))
    .toBeGreaterThan(OTHER);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(members(page, 'C')).toHaveCount(1);
  await expectResultNear(page, before);
});

test('a full tile says so where the next picture was chosen', async ({ page }) => {
  const a = [1, 2, 3, 4, 5, 6, 7].map((seed) => pointOf(seed));
  const start = { a, b: [pointOf(8)], c: [pointOf(9)] };
  await openArithmetic(page, `/arithmetic/${encodeArithmetic(start, catalogue)}`);
  const add = page.getByRole('button', { name: 'Add a picture to A' });
  await add.click();
  const adding = page.getByRole('dialog', { name: 'Add a picture to A' });
  const dice = adding.getByRole('button', { name: 'Roll the dice' });
  await dice.click();
  await expect(members(page, 'A')).toHaveCount(8);
  await expect(adding.getByRole('status')).toHaveText(/at most 8 pictures/);
  await expect(dice).toBeFocused();
  await page.keyboard.press('Enter');
  // In the panel, and where it was refused.
  await expect.poll(() => page.getByText('at most 8 pictures').count()).toBeGreaterThan(1);
  await expect(members(page, 'A')).toHaveCount(8);
  // Of the message first, then of the panel.
  await page.keyboard.press('Escape');
  await expect(adding).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(adding).toBeHidden();
  await expect(add).toBeFocused();
});

test('with an empty tile it says what is missing, and the rest has a link', async ({ page }) => {
  await openArithmetic(page);
  const count = await members(page, 'B').count();
  for (let left = count; left > 0; left--) {
    await members(page, 'B').first().focus();
    await page.keyboard.press('Delete');
    await expect(members(page, 'B')).toHaveCount(left - 1);
  }
  await expect(result(page).getByText('The result appears once')).toBeVisible();
  await expect(result(page).locator('canvas')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Add a picture to B' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Open in the Studio' })).toBeDisabled();
  await expect.poll(() => arithmeticIn(page)?.b).toEqual([]);
  await page.reload();
  await expect(tile(page, 'B')).toContainText('Empty');
  await page.getByRole('button', { name: 'Add a picture to B' }).click();
  await page
    .getByRole('dialog', { name: 'Add a picture to B' })
    .getByRole('button', { name: 'Roll the dice' })
    .click();
  await expect(canvas(page)).toBeVisible({ timeout: 120_000 });
});

test('there is no link to an arithmetic without a picture', async ({ page }) => {
  const start = { a: [pointOf(1)], b: [], c: [] };
  await page.goto(`/arithmetic/${encodeArithmetic(start, catalogue)}`);
  const links = ['Copy link', 'Short link'].map((name) => page.getByRole('button', { name }));
  for (const link of links) await expect(link).toBeEnabled();
  await members(page, 'A').first().focus();
  await page.keyboard.press('Delete');
  await expect(tile(page, 'A')).toContainText('Empty');
  for (const link of links) await expect(link).toBeDisabled();
});

test('a picture of another model begins anew, which can be undone', async ({ page }) => {
  test.skip(otherFacts === undefined, 'only one model is served');
  await openArithmetic(page);
  const count = await members(page, 'A').count();
  await page.getByRole('button', { name: 'Add a picture to A' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a picture to A' });
  await adding.getByLabel('From a link').fill(codeOf(otherPointOf(5)));
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Begin anew with it' }).click();
  await expect.poll(() => arithmeticIn(page)).toEqual({ a: [otherPointOf(5)], b: [], c: [] });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(members(page, 'A')).toHaveCount(count);
});

test('what is no link is told where it was typed', async ({ page }) => {
  await openArithmetic(page);
  await page.getByRole('button', { name: 'Add a picture to A' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a picture to A' });
  await adding.getByLabel('From a link').fill('https://example.org/about');
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('does not lead to a picture').first()).toBeVisible();
});
