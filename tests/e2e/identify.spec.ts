/** Identify, as somebody with pictures of her own uses it. */
import { readFileSync } from 'node:fs';

import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';

import { decodeAnswer } from '@/lib/identify/code';
import { writePng } from '@/lib/image/png';
import { decodePoint } from '@/lib/latent/codec';

import { HOSTILE_FILES, outcomeInBrowser, payloadOf } from '../hostile/files';
import {
  answered,
  choose,
  classifier,
  classifiers,
  FIRST_ANSWER,
  identified,
  nearest,
  open,
  painting,
  percentsOf,
} from './support/identify';
import { catalogue, codeOf, pointOf } from './support/models';
import { inFreshProfile } from './support/profiles';
import { settled } from './support/studio';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const kept = (page: Page) =>
  page.getByRole('region', { name: 'Your pictures' }).getByRole('listitem');

async function codeOfCopiedLink(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy link' }).click();
  const address = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(address.pathname).toMatch(/^\/identify\/[\w-]{20,80}$/);
  return address.pathname.slice('/identify/'.length);
}

test('a picture gets an answer in names, words and numbers', async ({ page }) => {
  await identified(page);
  await expect(nearest(page)).toHaveCount(5);
  const percents = await percentsOf(nearest(page));
  expect(percents).toHaveLength(5);
  expect([...percents].sort((a, b) => b - a)).toEqual(percents);
  expect(percents.reduce((sum, percent) => sum + percent, 0)).toBeLessThanOrEqual(105); // rounded; "under 1 %" five times at most
  for (const text of await nearest(page).allInnerTexts()) {
    expect(
      classifier.artists.some(({ name }) => text.includes(name)),
      text,
    ).toBe(true);
    expect(text).toMatch(/certainly|likely|possibly|hardly/);
  }
  await expect(page.getByRole('main').getByText('None of these', { exact: true })).toBeVisible();
  const headings = page.getByRole('heading', { level: 2 });
  await expect(headings.first()).toHaveText(/^(Nearest to|Between|None of these)/);
  for (const title of ['Style', 'Genre']) {
    await expect(page.getByRole('region', { name: title, exact: true })).toBeVisible();
  }

  await page.getByRole('button', { name: `Show all ${classifier.artists.length}` }).click();
  await expect(nearest(page)).toHaveCount(classifier.artists.length);
  await page.getByRole('button', { name: 'How to read this' }).click();
  await expect(page.getByRole('dialog', { name: 'How to read this' })).toContainText('calibrated');
});

test('what decided can be shown for every artist, in two looks and in words', async ({ page }) => {
  await identified(page);
  const [first, second] = [nearest(page).first(), nearest(page).nth(1)];
  const canvas = page.locator('canvas[data-artist]');
  await expect(canvas).toHaveCount(0);
  await page.getByRole('button', { name: 'Show what decided' }).click();
  await expect(canvas).toBeVisible(FIRST_ANSWER);
  await expect(first.getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText(/^(What speaks for|No part of this picture)/).last()).toContainText(
    '.',
  );
  const veil = await canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
  const artist = await canvas.getAttribute('data-artist');

  await second.getByRole('button').click();
  await expect(canvas).not.toHaveAttribute('data-artist', artist!, FIRST_ANSWER);
  await first.getByRole('button').click();
  await expect(canvas).toHaveAttribute('data-artist', artist!);
  await page.getByRole('combobox', { name: 'Shown' }).click();
  await page.getByRole('option', { name: 'In colour' }).click();
  await expect
    .poll(() => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL()))
    .not.toBe(veil);

  const strength = page.getByRole('slider', { name: 'Strength' });
  await strength.focus();
  await page.keyboard.press('Home');
  await expect(canvas).toHaveCSS('opacity', '0');
  await page.getByRole('button', { name: 'Hide what decided' }).click();
  await expect(canvas).toHaveCount(0);
});

test('hostile and broken files get a sentence each, and the others go on', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('dialog', (dialog) => {
    errors.push(dialog.message());
    void dialog.dismiss();
  });
  await open(page);
  const messages = page.getByRole('list', { name: 'Files that could not be opened' });
  for (const hostile of HOSTILE_FILES) {
    const outcome = outcomeInBrowser(hostile);
    await test.step(hostile.what, async () => {
      await choose(page, [await payloadOf(hostile)]);
      if ('refused' in outcome) {
        const message = messages.getByRole('listitem');
        await expect(message).toHaveCount(1);
        await expect(message).toContainText(outcome.refused);
        await message.getByRole('button', { name: /^Dismiss/ }).click();
        await expect(message).toHaveCount(0);
      } else {
        await expect(nearest(page).first()).toBeVisible(FIRST_ANSWER);
        const [, width, height] = outcome.opens;
        const long = Math.max(width / height, height / width) > classifier.input.maxAspect;
        // On the page; the report, which is not seen, has it, too.
        const middle = page.getByText(/^Only its middle was looked at/).first();
        if (long) await expect(middle).toBeVisible();
        else await expect(middle).toHaveCount(0);
        await page.getByRole('button', { name: 'Forget this picture' }).click();
        await expect(kept(page)).toHaveCount(0);
      }
    });
  }
  const refused = HOSTILE_FILES.filter((file) => 'refused' in outcomeInBrowser(file)).slice(0, 5);
  const given = await painting(5);
  await choose(page, [...(await Promise.all(refused.map(payloadOf))), given]);
  await answered(page, given.name);
  await expect(messages.getByRole('listitem')).toHaveCount(5);
  expect(errors).toEqual([]);
});

test('an answer has a link that holds it, without the picture', async ({ page, browser }) => {
  await identified(page);
  const names = await nearest(page).allInnerTexts();
  const code = await codeOfCopiedLink(page);
  const { artists } = decodeAnswer(code, classifiers);
  expect(artists.map(({ name }) => name)).toEqual(
    names.map((text) => classifier.artists.find(({ name }) => text.startsWith(name))!.name),
  );
  await inFreshProfile(browser, async (theirs) => {
    const response = await theirs.goto(new URL(`/identify/${code}`, page.url()).href);
    expect(response!.status()).toBe(200);
    expect(await theirs.title()).toMatch(/^(Nearest to|Between|None of these).* · Sfumato$/);
    await expect(theirs.getByText('An answer that somebody shared')).toBeVisible();
    expect(await percentsOf(nearest(theirs))).toEqual(await percentsOf(nearest(page)));
    await expect(theirs.getByRole('main').getByRole('img')).toHaveCount(0);
    await theirs.getByRole('link', { name: 'Try your own picture' }).click();
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText(/Which painter/);
  });
});

test('pictures and answers are kept on this device until they are forgotten', async ({ page }) => {
  await open(page);
  const given = await Promise.all([21, 22].map((seed) => painting(seed)));
  await choose(page, given);
  await expect(page.getByRole('button', { name: /^painting-22.jpg, nearest to/ })).toBeVisible(
    FIRST_ANSWER,
  );
  await answered(page, 'painting-21.jpg');
  const before = await nearest(page).allInnerTexts();
  await expect(page.getByRole('heading', { name: 'Nearest works' })).toBeVisible();

  await page.reload();
  await expect(kept(page)).toHaveCount(2);
  await answered(page, 'painting-21.jpg');
  expect(await nearest(page).allInnerTexts()).toEqual(before);
  await page.getByRole('button', { name: 'Show what decided' }).click();
  await expect(page.locator('canvas[data-artist]')).toBeVisible(FIRST_ANSWER);

  await page.getByRole('button', { name: 'Forget this picture' }).click();
  await expect(kept(page)).toHaveCount(1);
  await page.reload();
  await expect(kept(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Forget all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget all' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Which painter/);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Which painter/);
});

test('nothing is kept by those who do not want it', async ({ page }) => {
  await identified(page);
  await page.getByRole('switch', { name: 'Keep results on this device' }).click();
  await expect(page.getByText(/^Nothing is kept/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Which painter/);
  await choose(page, [await painting(2)]);
  await answered(page, 'painting-2.jpg');
  await expect(page.getByRole('switch')).not.toBeChecked();
});

test('two pictures can be compared', async ({ page }) => {
  const [given, other] = await Promise.all([31, 32].map((seed) => painting(seed)));
  const again = { ...given!, name: 'again.jpg' };
  await open(page);
  await choose(page, [given!, other!, again]);
  await expect(page.getByRole('button', { name: /^again.jpg, nearest to/ })).toBeVisible(
    FIRST_ANSWER,
  );
  const compareWith = async (name: string) => {
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('button', { name: `Compare with ${name}` }).click();
    const heading = page.getByRole('heading', { level: 2 });
    await expect(heading).toContainText(/\d\.\d\d/, FIRST_ANSWER);
    return { heading, similarity: Number(/-?\d\.\d\d/.exec(await heading.innerText())![0]) };
  };
  const same = await compareWith('again.jpg');
  await expect(same.heading).toContainText('Practically the same picture');
  expect(same.similarity).toBe(1);
  await expect(page.getByRole('list', { name: 'Nearest painters' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Back to one picture' }).click();
  const different = await compareWith(other!.name);
  expect(different.similarity).toBeLessThan(1);
});

test('a report can be saved and printed', async ({ page }) => {
  await identified(page);
  const title = await page.getByRole('heading', { level: 2 }).first().innerText();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Report' }).click();
  await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('sfumato-painting-1.png');
  const { width, height, format } = await sharp(readFileSync(await file.path())).metadata();
  expect({ width, format }).toEqual({ width: 1200, format: 'png' });
  expect(height).toBeGreaterThan(1200);

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const report = page.getByRole('article', { name: 'Report' });
  await expect(report).toBeVisible();
  await expect(report.getByRole('heading', { level: 2 })).toHaveText(title);
  await expect(report).toContainText('painting-1.jpg, looked at on');
  await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
});

test('from an answer one walks on in the Studio', async ({ page }) => {
  await identified(page);
  const link = page.getByRole('link', { name: 'Walk from here' });
  const code = (await link.getAttribute('href'))!.slice('/p/'.length);
  const { model, mix } = decodePoint(code, catalogue);
  const { classIds, othersId } = catalogue.find(({ id }) => id === model)!;
  expect(mix.length).toBeGreaterThan(0);
  for (const { classId } of mix) {
    expect(classIds).toContain(classId);
    expect(classId).not.toBe(othersId);
  }
  await link.click();
  await settled(page, code);
  await page.goBack();
  await answered(page, 'painting-1.jpg');
});

test('a picture that was made here can be opened in the Studio, too', async ({ page }) => {
  const code = codeOf(pointOf(77));
  const picture = { width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(200) };
  for (let i = 3; i < picture.data.length; i += 4) picture.data[i] = 255;
  const buffer = Buffer.from(writePng(picture, { code }));
  await open(page);
  await choose(page, [{ name: 'made.png', mimeType: 'image/png', buffer }]);
  await answered(page, 'made.png');
  const studio = page.getByRole('link', { name: 'Open it in the Studio' });
  await expect(studio).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nearest works' })).toBeVisible();
  await page.reload();
  await answered(page, 'made.png');
  await studio.click();
  await settled(page, code);
});

/** Holds the model back; returns the way to let it through. */
async function holdModel(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(`**/models/${classifier.id}/*.bin`, async (route) => {
    await gate;
    await route.continue().catch(() => undefined);
  });
  return letThrough;
}

test('fetching the model shows how far it is, can be stopped and gone on with', async ({
  page,
}) => {
  const letThrough = await holdModel(page);
  const given = await painting(1);
  await open(page);
  await choose(page, [given]);
  await expect(page.getByRole('img', { name: `Yours, “${given.name}”` })).toBeVisible();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped before there was an answer.')).toBeVisible();
  const goOn = page.getByRole('button', { name: 'Go on' });
  await expect(goOn).toBeFocused();
  letThrough();
  await goOn.click();
  await answered(page, given.name);
});

for (const [what, width, height] of [
  ['tall', 100, 1000],
  ['long', 1000, 50],
] as const) {
  test(`a very ${what} picture leaves room for what can be done meanwhile`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await holdModel(page);
    const create = { width, height, channels: 3, background: '#357' } as const;
    const buffer = await sharp({ create }).jpeg().toBuffer();
    await open(page);
    await choose(page, [{ name: 'odd.jpg', mimeType: 'image/jpeg', buffer }]);
    await expect(page.getByRole('img', { name: 'Yours, “odd.jpg”' })).toBeVisible();
    const header = (await page.getByRole('banner').boundingBox())!;
    for (const name of ['Stop', 'Forget']) {
      const button = page.getByRole('button', { name, exact: true });
      await expect(button).toBeVisible();
      const box = (await button.boundingBox())!;
      expect(box.width).toBeGreaterThanOrEqual(44);
      expect(box.y).toBeGreaterThan(header.y + header.height);
      await button.click();
    }
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Which painter/);
  });
}

test('who gives more files than are looked at is told', async ({ page }) => {
  const files = Array.from({ length: 30 }, (_, i) => ({
    ...{ name: `${i}.svg`, mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
  }));
  await open(page);
  await choose(page, files);
  const told = 'Only the first 24 of 30 are looked at; add the others afterwards.';
  await expect(page.getByText(told).first()).toBeVisible();
  const messages = page.getByRole('list', { name: 'Files that could not be opened' });
  await expect(messages.getByRole('listitem')).toHaveCount(24);
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('once it has answered, it answers without a network', async ({ page, context }) => {
    await identified(page);
    const code = await codeOfCopiedLink(page);
    await expect(page.getByRole('heading', { name: 'Nearest works' })).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await context.setOffline(true);
    await open(page);
    await choose(page, [await painting(41)]);
    await answered(page, 'painting-41.jpg');
    await expect(page.getByRole('heading', { name: 'Nearest works' })).toBeVisible();
    await page.goto(`/identify/${code}`);
    await expect(page.getByText('An answer that somebody shared')).toBeVisible();
  });
});
