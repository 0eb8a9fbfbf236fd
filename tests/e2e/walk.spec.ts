/** Walk: a film through pictures, its edits and its link. */
import { expect, test, type Page } from '@playwright/test';

import { decodeWalk, encodeWalk } from '@/lib/latent/codec';

import { catalogue, codeOf, facts, otherFacts, otherPointOf, pointOf } from './support/models';
import { distance, expectPicture, expectSame, OTHER, rasterOn } from './support/pictures';
import { inFreshProfile } from './support/profiles';
import { open, settled } from './support/studio';

const film = (page: Page) => page.getByRole('img', { name: /^Generated picture on the way/ });
const place = (page: Page) => page.getByRole('slider', { name: 'Place in the walk' });
const cards = (page: Page) => page.getByRole('button', { name: /^Picture \d+ of \d+/ });
/** A walk that somebody else made. */
const THEIRS = encodeWalk(
  {
    model: facts.id,
    keyframes: [31, 32, 33].map((seed) => ({ point: pointOf(seed), seconds: 2 })),
    interpolation: 'slerp',
    loop: false,
  },
  catalogue,
);
const seconds = async (page: Page) => Number(await place(page).getAttribute('aria-valuenow'));

/** Opens a path of the screen and waits for the first picture of the film. */
async function openWalk(page: Page, path = '/walk'): Promise<void> {
  await page.goto(path);
  await expect(film(page)).toBeVisible({ timeout: 120_000 });
}

/** The walk that the address stands for. */
function walkIn(page: Page) {
  const code = /^\/walk\/([\w-]+)$/.exec(new URL(page.url()).pathname)?.[1];
  return code === undefined ? undefined : decodeWalk(code, catalogue);
}

test('plays by itself, pauses, and can be scrubbed', async ({ page }) => {
  await openWalk(page);
  const first = await rasterOn(film(page));
  expectPicture(first);
  await expect
    .poll(async () => distance(await rasterOn(film(page)), first), { timeout: 120_000 })
    .toBeGreaterThan(OTHER);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await place(page).press('End');
  const end = await seconds(page);
  expect(end).toBe(Number(await place(page).getAttribute('aria-valuemax')));
  await place(page).press('ArrowLeft');
  expect(await seconds(page)).toBeLessThan(end);
});

test.describe('at rest', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('waits to be asked by those who want less motion', async ({ page }) => {
    await openWalk(page);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    expect(await seconds(page)).toBe(0);
    await page.keyboard.press('Space');
    await expect.poll(() => seconds(page)).toBeGreaterThan(0.3);
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  test('somebody else gets the same walk by its link', async ({ page, browser, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openWalk(page);
    const count = await cards(page).count();
    await page.getByRole('button', { name: 'Add a picture' }).click();
    const adding = page.getByRole('dialog', { name: 'Add a picture to the walk' });
    await adding.getByRole('button', { name: 'Roll the dice' }).click();
    await expect(cards(page)).toHaveCount(count + 1);
    await page.keyboard.press('Escape');
    await expect(adding).toBeHidden();

    const leg = page.getByRole('spinbutton', { name: /^Seconds from picture 2 / });
    await leg.fill('2.5');
    await leg.press('Enter');
    await expect(page.getByRole('spinbutton', { name: 'Time for every leg' })).toHaveValue('');
    await page.getByRole('combobox', { name: 'Way from picture to picture' }).click();
    await page.getByRole('option', { name: /^Straight/ }).click();
    await page.getByRole('switch', { name: 'Go round and round' }).click();
    await cards(page).nth(2).focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => walkIn(page)?.loop).toBe(false);
    await page.getByRole('button', { name: 'Copy link' }).click();
    const link = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(link).toMatch(/\/walk\/[\w-]+$/);

    const walk = decodeWalk((await link()).split('/').at(-1)!, catalogue);
    expect(walk.keyframes).toHaveLength(count + 1);
    expect(walk).toMatchObject({ interpolation: 'slerp', loop: false });
    expect(walk.keyframes[2]!.seconds).toBe(2.5); // it went along with the picture before it
    await expect.poll(() => walkIn(page)).toEqual(walk);

    await place(page).press('End');
    await expect(page.getByRole('figure')).toContainText(/\w/);
    const address = await link();
    await inFreshProfile(browser, async (theirs) => {
      await openWalk(theirs, address);
      await expect(cards(theirs)).toHaveCount(count + 1);
      const start = await rasterOn(film(theirs));
      await place(theirs).press('End');
      await expect
        .poll(async () => distance(await rasterOn(film(theirs)), start))
        .toBeGreaterThan(OTHER);
      await expect
        .poll(async () => distance(await rasterOn(film(theirs)), await rasterOn(film(page))))
        .toBeLessThanOrEqual(2);
    });
  });

  test('what was taken out comes back, and a reload keeps the walk', async ({ page }) => {
    await openWalk(page);
    const count = await cards(page).count();
    await cards(page).first().focus();
    await page.keyboard.press('Delete');
    await expect(cards(page)).toHaveCount(count - 1);
    await page.keyboard.press('Control+z');
    await expect(cards(page)).toHaveCount(count);
    await cards(page).last().focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => walkIn(page)?.keyframes.length).toBe(count - 1);
    await page.reload();
    await expect(film(page)).toBeVisible({ timeout: 120_000 });
    await expect(cards(page)).toHaveCount(count - 1);
  });

  test('what was taken out is put back at its place, whatever was done since', async ({ page }) => {
    await openWalk(page);
    const count = await cards(page).count();
    const name = await cards(page).last().getAttribute('aria-label');
    await cards(page).last().focus();
    await page.keyboard.press('Delete');
    await expect(cards(page)).toHaveCount(count - 1);
    await expect(cards(page).last()).toBeFocused();
    await page.getByRole('switch', { name: 'Go round and round' }).click();
    await page.getByRole('button', { name: 'Put back' }).click();
    await expect(cards(page).last()).toHaveAttribute('aria-label', name!);
    await expect(page.getByRole('switch', { name: 'Go round and round' })).not.toBeChecked();
  });

  test("a change right before leaving counts, and somebody's link leaves one's own walk alone", async ({
    page,
  }) => {
    await openWalk(page);
    const count = await cards(page).count();
    const takeOut = async () => {
      await cards(page).first().focus();
      await page.keyboard.press('Delete');
    };
    await takeOut();
    await expect.poll(() => walkIn(page)?.keyframes.length).toBe(count - 1);
    await takeOut();
    await page.reload();
    await expect(cards(page)).toHaveCount(count - 2);

    await openWalk(page, `/walk/${THEIRS}`);
    await expect(cards(page)).toHaveCount(3);
    await takeOut();
    await expect.poll(() => walkIn(page)?.keyframes.length).toBe(2);
    await openWalk(page);
    await expect(cards(page)).toHaveCount(count - 2);
  });

  test('a walk that can no longer be read is told of and set aside', async ({ page }) => {
    const old = { ...facts, version: facts.version - 1 };
    const code = encodeWalk(decodeWalk(THEIRS, catalogue), [old]);
    await page.addInitScript((code) => {
      if (localStorage.getItem('sfumato.walk.set-aside') === null) {
        localStorage.setItem('sfumato.walk', code);
      }
    }, code);
    await openWalk(page);
    await expect(
      page.getByText('Your walk of the last visit can no longer be shown.').first(),
    ).toBeVisible();
    await cards(page).first().focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => walkIn(page)).toBeDefined();
    expect(await page.evaluate(() => localStorage.getItem('sfumato.walk.set-aside'))).toBe(code);
  });

  test('a picture of another model begins a new walk, which can be undone', async ({ page }) => {
    test.skip(otherFacts === undefined, 'only one model is served');
    await openWalk(page);
    const count = await cards(page).count();
    await page.getByRole('button', { name: 'Add a picture' }).click();
    const adding = page.getByRole('dialog', { name: 'Add a picture to the walk' });
    await adding.getByLabel('From a link').fill(codeOf(otherPointOf(5)));
    await adding.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Begin a new walk with it' }).click();
    await expect(cards(page)).toHaveCount(1);
    await expect.poll(() => walkIn(page)?.model).toBe(otherFacts!.id);
    await page.keyboard.press('Escape');
    await expect(adding).toBeHidden();
    await page.keyboard.press('Control+z');
    await expect(cards(page)).toHaveCount(count);
  });

  test('takes pictures from the strip and gives a moment to the Studio', async ({ page }) => {
    const kept = pointOf(21);
    await open(page, `/p/${codeOf(kept)}`);
    await page.getByRole('button', { name: 'Keep this picture' }).click();
    await expect(
      page.getByRole('list', { name: 'Kept pictures' }).getByRole('listitem'),
    ).toHaveCount(1);
    await page.getByRole('link', { name: 'Walk' }).click();
    await expect(film(page)).toBeVisible({ timeout: 120_000 });

    await page.getByRole('button', { name: 'Add a picture' }).click();
    await page
      .getByRole('region', { name: 'From the strip' })
      .getByRole('button', { name: /^Add / })
      .click();
    await page.keyboard.press('Escape');
    await expect.poll(() => walkIn(page)?.keyframes.at(-1)?.point).toEqual(kept);

    await cards(page).last().click();
    await page.getByRole('button', { name: 'Open this moment in the Studio' }).click();
    await settled(page, codeOf(kept));
  });

  test('an empty walk says how to begin', async ({ page }) => {
    await openWalk(page);
    for (let left = await cards(page).count(); left > 0; left--) {
      await cards(page).first().focus();
      await page.keyboard.press('Delete');
      await expect(cards(page)).toHaveCount(left - 1);
    }
    await expect(page.getByText('Add pictures below')).toBeVisible();
    await expect(page.getByRole('figure').locator('canvas')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Add a picture' })).toBeFocused();
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Copy link' })).toBeDisabled();
  });

  test('the place it plays at is that of the picture shown', async ({ page }) => {
    await openWalk(page);
    const first = await rasterOn(film(page));
    await page.getByRole('button', { name: 'Next picture' }).click();
    await expect
      .poll(async () => distance(await rasterOn(film(page)), first))
      .toBeGreaterThan(OTHER);
    await page.getByRole('button', { name: 'Previous picture' }).click();
    await expect.poll(() => seconds(page)).toBe(0);
    await expect
      .poll(async () => distance(await rasterOn(film(page)), first))
      .toBeLessThanOrEqual(0.01);
    expectSame(await rasterOn(film(page)), first);
  });
});
