/** Transfer, as somebody with a picture of her own uses it. */
import { readFileSync } from 'node:fs';

import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';

import { resolveTransfer, decodeTransfer } from '@/lib/transfer/code';

import { HOSTILE_FILES, outcomeInBrowser, payloadOf } from '../hostile/files';
import { expectOpenToAll } from './support/barriers';
import { collectComplaints } from './support/complaints';
import { identified, painting as picture } from './support/identify';
import { catalogue, codeOf, pointOf } from './support/models';
import { distance, OTHER, rasterOf, rasterOn, SAME } from './support/pictures';
import { inFreshProfile } from './support/profiles';
import {
  choose,
  chosen,
  finished,
  FIRST_PAINTING,
  house,
  open,
  painted,
  painting,
  stylizers,
  tile,
} from './support/transfer';
import { watchServer } from './support/watch-server';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Longest address that this app has a reason to ask for. */
const LONGEST_ADDRESS = 300;
const [first, second] = house.filter(({ kind }) => kind === 'artist');

/** A small one, so that the whole is soon done. */
async function small(seed: number, name = `own-${seed}.jpg`) {
  const { buffer } = await picture(seed);
  return {
    name,
    mimeType: 'image/jpeg',
    buffer: await sharp(buffer).resize(360, 280).jpeg().toBuffer(),
  };
}

/** Copies a link by the menu. @param told how the message begins */
async function copiedPath(
  page: Page,
  item = 'Copy a link to these styles',
  told = /^Link copied/,
): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await expect(page.getByText(told).first()).toBeVisible();
  return new URL(await page.evaluate(() => navigator.clipboard.readText())).pathname;
}

test('a picture is painted, mixed, compared and saved, and nothing of it leaves', async ({
  page,
  context,
  baseURL,
}) => {
  const server = await watchServer(baseURL!);
  try {
    const complaints = collectComplaints(context, server.origin);
    await open(page, `${server.origin}/transfer`);
    const own = await small(1);
    await choose(page, own);
    await painted(page, own.name, 'van Gogh');
    await finished(page);
    const before = await rasterOn(painting(page));
    expect(distance(before, await rasterOf(own.buffer))).toBeGreaterThan(OTHER);

    await tile(page, first!.name).click();
    await painted(page, own.name, first!.name);
    await finished(page);
    await expect
      .poll(async () => distance(before, await rasterOn(painting(page))))
      .toBeGreaterThan(OTHER / 2);
    await page.getByRole('switch', { name: 'Mix up to four styles' }).click();
    await tile(page, second!.name).click();
    await expect(chosen(page)).toHaveCount(2);
    await page.getByRole('slider', { name: `Weight of ${second!.name}` }).press('Home');
    await painted(page, own.name, `98 % ${first!.name}, 2 % ${second!.name}`);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(chosen(page)).toHaveCount(1);
    await page.getByRole('slider', { name: 'Strength' }).press('Home');
    await finished(page);

    await page.keyboard.press('Alt+2');
    const line = page.getByRole('slider', { name: /^Line between/ });
    await line.press('End');
    await expect(line).toHaveAttribute('aria-valuenow', '100');
    await page.keyboard.press('Alt+3');
    await expect(page.getByRole('img', { name: `Yours, “${own.name}”` })).toBeVisible();

    for (const [item, type] of [
      ['PNG, exact', 'png'],
      ['JPEG, smaller', 'jpeg'],
    ] as const) {
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      const file = readFileSync(await (await saving).path());
      const { format, width, height, xmp } = await sharp(file).metadata();
      expect([format, width, height]).toEqual([type, 360, 280]);
      expect(xmp!.toString()).toContain('compositeWithTrainedAlgorithmicMedia');
      expect(xmp!.toString()).toContain(first!.name);
    }
    await page.reload();
    await painted(page, own.name, first!.name);

    for (const { method, url, bodyBytes } of server.arrived) {
      const what = `${method} ${url.slice(0, 120)}`;
      expect(bodyBytes, `${what} carries a body`).toBe(0);
      expect(method, what).toMatch(/^(GET|HEAD)$/);
      expect(url.length, `${what} is long enough to carry something`).toBeLessThan(LONGEST_ADDRESS);
    }
    expect(complaints).toEqual([]);
  } finally {
    await server.close();
  }
});

test('a link carries styles and settings, and waits for a picture', async ({ page, browser }) => {
  await open(page);
  await choose(page, await small(2));
  await tile(page, first!.name).click();
  await page.getByRole('switch', { name: 'Mix up to four styles' }).click();
  await page.getByLabel('Files of styles').setInputFiles([await small(3, 'my-style.jpg')]);
  await expect(chosen(page)).toHaveCount(2);
  await page.getByRole('switch', { name: 'Keep the colours of my picture' }).click();
  await painted(page, 'own-2.jpg', 'my-style.jpg');
  const path = await copiedPath(page);
  const code = path.slice('/transfer/'.length);
  const settings = resolveTransfer(decodeTransfer(code, stylizers, catalogue), house);
  expect(settings.keepColours).toBe(true);
  expect(settings.styles.map(({ source }) => source.kind)).toEqual(['house', 'numbers']);
  const short = await copiedPath(page, 'Copy a short link', /^Short link copied/);
  expect(short).toMatch(/^\/s\/\w{7}$/);
  const led = await page.request.get(short, { maxRedirects: 0 });
  expect(led.headers()['location']).toBe(path);

  await inFreshProfile(browser, async (theirs) => {
    await open(theirs, new URL(path, page.url()).href);
    await expect(chosen(theirs)).toHaveCount(2, FIRST_PAINTING);
    await expect(chosen(theirs)).toContainText([first!.name, 'A picture from a link']);
    await expect(
      theirs.getByRole('switch', { name: 'Keep the colours of my picture' }),
    ).toBeChecked();
    await expect(theirs.getByText('A generated picture holds the place of yours.')).toBeVisible();
    // The way back leads to what was made of the link, not to the link.
    await theirs.getByRole('switch', { name: 'Keep the colours of my picture' }).click();
    await expect(theirs).toHaveURL(/\/transfer$/);
    await theirs.getByRole('link', { name: 'Models' }).click();
    await expect(theirs).toHaveTitle(/Models/);
    await theirs.goBack();
    await expect(
      theirs.getByRole('switch', { name: 'Keep the colours of my picture' }),
    ).not.toBeChecked();
    // As the service worker asks for it without a network: left with the first change.
    await theirs.goto(new URL(`/transfer?open=${code}`, page.url()).href);
    await expect(async () => {
      await theirs.getByRole('switch', { name: 'Keep the colours of my picture' }).click();
      await expect(theirs).toHaveURL(/\/transfer$/, { timeout: 2000 });
    }).toPass(FIRST_PAINTING);
    const response = await theirs.goto(new URL(path.slice(0, -3), page.url()).href);
    expect(response!.status()).toBe(404);
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('This link does not open');
    await expect(theirs.getByRole('link', { name: 'Choose a style here' })).toBeVisible();
  });
});

test('a download waits for the style that was chosen last, and says which one it is', async ({
  page,
}) => {
  await open(page);
  const own = await small(6);
  await choose(page, own);
  await painted(page, own.name, 'van Gogh');
  await finished(page);
  const before = await rasterOn(painting(page));
  const saving = page.waitForEvent('download', FIRST_PAINTING);
  await page.getByLabel('Files of styles').setInputFiles([await small(7, 'my-style.jpg')]);
  await expect(chosen(page)).toContainText('my-style.jpg');
  await page.keyboard.press('Control+s');
  const file = readFileSync(await (await saving).path());
  expect((await sharp(file).metadata()).xmp!.toString()).toContain('my-style.jpg');
  await painted(page, own.name, 'my-style.jpg');
  await finished(page);
  const saved = await rasterOf(file);
  expect(distance(saved, await rasterOn(painting(page)))).toBeLessThan(SAME);
  expect(distance(saved, before)).toBeGreaterThan(OTHER / 2);
});

test('files that cannot be painted get a sentence, and the picture stays', async ({ page }) => {
  await open(page);
  await choose(page, await small(4));
  await painted(page, 'own-4.jpg', 'van Gogh');
  const refused = HOSTILE_FILES.filter((file) => 'refused' in outcomeInBrowser(file)).slice(0, 3);
  const messages = page.getByRole('list', { name: 'Files that could not be opened' });
  for (const hostile of refused) {
    const outcome = outcomeInBrowser(hostile);
    await choose(page, await payloadOf(hostile));
    await expect(messages.getByRole('listitem')).toHaveCount(1);
    await expect(messages).toContainText('refused' in outcome ? outcome.refused : '');
    await messages.getByRole('button', { name: /^Dismiss/ }).click();
  }
  await painted(page, 'own-4.jpg', 'van Gogh');
  await page.getByRole('button', { name: 'Forget my pictures' }).click();
  await expect(page.getByText('A generated picture holds the place of yours.')).toBeVisible();
});

test('the Studio brings its picture, to be painted or to paint in', async ({ page }) => {
  const code = codeOf(pointOf(5));
  await open(page, `/transfer?style=${code}`);
  await expect(chosen(page)).toContainText('A generated picture', FIRST_PAINTING);
  await expect(page).toHaveURL(/\/transfer$/);
  await page.goto(`/p/${code}`);
  await page.getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('menuitem', { name: 'Paint this in a style…' }).click();
  const brought = page.getByRole('img', { name: /^“.+”, painted in the style of/ });
  await expect(brought).toBeVisible(FIRST_PAINTING);
  await finished(page);
  // A picture like any other: it is here again after a reload, and shown whatever is shown.
  const before = await rasterOn(painting(page));
  await page.reload();
  await expect(brought).toBeVisible(FIRST_PAINTING);
  await finished(page);
  expect(distance(before, await rasterOn(painting(page)))).toBeLessThan(SAME);
  await page.getByRole('button', { name: 'Webcam' }).click();
  await expect(painting(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Generated', exact: true }).click();
  await page.getByRole('button', { name: 'Roll the dice' }).click();
  await expect(brought).toBeVisible(FIRST_PAINTING);
});

test('Identify brings a picture, to be painted in a style that suits it', async ({ page }) => {
  await identified(page, 1);
  await page.getByRole('button', { name: 'Paint it in this style' }).click();
  await painted(page, 'painting-1.jpg', /the style of/);
  await expect(page).toHaveURL(/\/transfer$/);
  // Asked here, it names a style that the house has, or says that none stands out.
  await tile(page, first!.name).click();
  await page.getByRole('button', { name: 'Recommend one' }).click();
  await expect(page.getByText(/^(Recommended: |None of the styles here suits)/)).toBeVisible(
    FIRST_PAINTING,
  );
});

test('a phone is enough, light or dark, and nothing bars the way', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await expect(painting(page)).toBeVisible(FIRST_PAINTING);
  await page.getByRole('switch', { name: 'Mix up to four styles' }).click();
  await tile(page, first!.name).click();
  await expect(chosen(page)).toHaveCount(2);
  await expectOpenToAll(page, 'Transfer on a phone');
  await page.getByRole('button', { name: `Take out ${first!.name}` }).press('Enter');
  await expect(chosen(page)).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Take out/ })).toBeFocused();
  await page.getByRole('searchbox').fill('nobody of that name');
  await expect(page.getByText(/^Nothing found/)).toBeVisible();
});

test('on a phone every painter is one tile, and single works are a switch away', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  const painter = tile(page, first!.name);
  const works = page.getByRole('button', { name: /^.+, by / });
  await expect(painter).toBeVisible(FIRST_PAINTING);
  await expect(works).toHaveCount(0);
  await page.getByRole('switch', { name: 'Single works, too' }).click();
  await expect(works.first()).toBeVisible();
  await page.getByRole('switch', { name: 'Single works, too' }).click();
  await expect(works).toHaveCount(0);
  await page.getByRole('searchbox').fill(house.find(({ kind }) => kind === 'work')!.name);
  await expect(works.first()).toBeVisible();
});
