/** The Studio, as somebody plays it with a mouse. */
import { expect, test } from '@playwright/test';

import { decodePoint } from '@/lib/latent/codec';

import { artists, catalogue, codeOf, otherFacts, others, pointOf } from './support/models';
import { distance, expectPicture, expectSame, OTHER, rasterOn } from './support/pictures';
import {
  changed,
  drag,
  expectAddress,
  open,
  picture,
  recordStates,
  settled,
  showPanel,
} from './support/studio';

const [first, second] = [artists[0]!, artists[2]!];
const HALVES = pointOf(7, { [first.id]: 0.5, [second.id]: 0.5 });

test.describe('the first visit', () => {
  test('shows a picture that lives until it is touched', async ({ page }) => {
    const states = await recordStates(page);
    await page.goto('/');
    await expect.poll(states, { timeout: 120_000 }).toContain('moving');
    expectPicture(await rasterOn(picture(page)));
    await page.getByRole('button', { name: 'Roll the dice' }).click();
    await settled(page);
    await expect(page.getByRole('button', { name: 'Let the picture live' })).toBeVisible();
  });

  test('has a picture before the model is there', async ({ page }) => {
    await page.route('**/models/**/*.bin', () => undefined); // never answered
    await page.goto('/');
    const poster = page.getByRole('figure').locator('img');
    await expect
      .poll(() => poster.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
      .toBeGreaterThan(0);
    await expect(page.getByRole('progressbar', { name: 'Loading the model' })).toBeVisible();
  });

  test.describe('without the model', () => {
    test('has the picture that the caption names, also when it goes on from the last one', async ({
      page,
    }) => {
      await page.route('**/models/**/*.bin', () => undefined); // never answered
      await page.goto('/');
      await page.getByRole('button', { name: 'Roll the dice' }).click();
      const path = () => new URL(page.url()).pathname;
      await expect.poll(path).toMatch(/^\/p\//);
      const rolled = path();
      const standIn = page.getByRole('figure').locator('img');
      const shown = () => standIn.getAttribute('src');
      await expect.poll(shown).toContain(`${rolled}/`);

      await page.goto('/');
      await expect.poll(shown).toContain(`${rolled}/`);
      await expect
        .poll(() => standIn.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
        .toBeGreaterThan(0);
    });
  });

  test('can be saved after a failed download', async ({ page }) => {
    await page.route('**/models/**/*.bin', (route) => route.abort());
    await page.goto('/');
    const alert = page.getByRole('alert').filter({ hasText: 'could not be fetched' });
    await expect(alert).toBeVisible({ timeout: 120_000 });
    await page.unroute('**/models/**/*.bin');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(picture(page)).toHaveAttribute('data-state', /moving|still/, { timeout: 120_000 });
    await expect(alert).toBeHidden();
    expectPicture(await rasterOn(picture(page)));
  });

  test('holds still for those who ask for less motion', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const states = await recordStates(page);
    const before = await open(page, '/');
    await page.getByRole('button', { name: 'Roll the dice' }).click();
    const after = await changed(page, before);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await settled(page, before);
    expect(after).not.toBe(before);
    expect(await states()).not.toContain('moving');
  });
});

test.describe('playing', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the slider between two works changes the picture while it is dragged', async ({ page }) => {
    const before = await open(page, `/p/${codeOf(pointOf(1))}`);
    const start = await rasterOn(picture(page));
    const slider = page.getByRole('slider', { name: 'Between A and B' });
    const end = (await page.getByRole('button', { name: /^Work B/ }).boundingBox())!;
    const way = end.x - (await slider.boundingBox())!.x;
    await drag(page, slider, { x: way * 0.8, y: 0 }, async () => {
      await expect
        .poll(async () => distance(await rasterOn(picture(page)), start))
        .toBeGreaterThan(OTHER);
    });
    const after = await changed(page, before);
    await expectAddress(page, after);
    expect(decodePoint(after, catalogue).source.kind).toBe('vector');
    expect(Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(0.5);
  });

  test('the mix pad changes the picture while it is dragged', async ({ page }) => {
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    const pad = page.getByRole('slider', { name: 'Mix pad' });
    const weight = page.getByRole('spinbutton', { name: `Weight of ${second.name}` });
    await drag(page, pad, { x: 60, y: 0 }, async () => {
      await expect(weight).not.toHaveValue('50');
    });
    const after = await changed(page, before);
    const { mix, source } = decodePoint(after, catalogue);
    expect(source).toEqual(HALVES.source);
    const typed = Number(await weight.inputValue()) / 100;
    expect(mix.find(({ classId }) => classId === second.id)?.weight ?? 0).toBeCloseTo(typed, 3);
  });

  test('70 typed is 70 / 30 in the link', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    const weight = page.getByRole('spinbutton', { name: `Weight of ${second.name}` });
    await weight.fill('70');
    await weight.press('Enter');
    const after = await changed(page, before);
    await expectAddress(page, after);
    await expect(page.getByRole('spinbutton', { name: `Weight of ${first.name}` })).toHaveValue(
      '30',
    );

    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(new URL(`/p/${after}`, page.url()).href);
    const mix = decodePoint(after, catalogue).mix;
    expect(Object.fromEntries(mix.map(({ classId, weight }) => [classId, weight]))).toEqual({
      [first.id]: 0.3,
      [second.id]: 0.7,
    });
  });

  test('an artist is found by name and added', async ({ page }) => {
    const added = artists.find(({ name }) => /[éèü]/.test(name)) ?? artists[5]!;
    const plain = added.name.normalize('NFD').replace(/\p{M}/gu, '').split(' ').at(-1)!;
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    await page.getByRole('button', { name: 'Add an artist' }).click();
    await page.getByPlaceholder('Search by name').fill(plain);
    await page.getByRole('option', { name: added.name }).click();
    const mix = decodePoint(await changed(page, before), catalogue).mix;
    expect(mix).toHaveLength(3);
    expect(mix.find(({ classId }) => classId === added.id)?.weight).toBeCloseTo(1 / 3, 2);
  });

  test('painters whom the model does not know by name are mixed like one', async ({ page }) => {
    const before = await open(page, `/p/${codeOf(pointOf(7, { [first.id]: 1 }))}`);
    const shown = await rasterOn(picture(page));
    await page.getByRole('button', { name: 'Add an artist' }).click();
    await page.getByRole('option', { name: new RegExp(`^${others.name}`) }).click();
    const after = await changed(page, before);
    expect(decodePoint(after, catalogue).mix.map(({ classId }) => classId)).toContain(others.id);
    expect(distance(await rasterOn(picture(page)), shown)).toBeGreaterThan(OTHER);
    await expect(page.getByRole('slider', { name: 'Mix pad' })).toHaveAttribute(
      'aria-valuetext',
      new RegExp(others.name),
    );
    // Halfway to no class at all: the same picture when it is opened again.
    const mixed = await rasterOn(picture(page));
    await open(page, `/p/${after}`);
    expectSame(await rasterOn(picture(page)), mixed);
  });

  test('variety can be typed', async ({ page }) => {
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    const field = page.getByRole('spinbutton', { name: 'Variety as a number' });
    await field.fill('0,35');
    await field.press('Enter');
    expect(decodePoint(await changed(page, before), catalogue).psi).toBe(0.35);
  });

  test('a direction moves the picture, stands in the link, and is taken back', async ({ page }) => {
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    const shown = await rasterOn(picture(page));
    const light = page.getByRole('slider', { name: 'Light' });
    await light.focus();
    await light.press('End');
    const lighter = await changed(page, before);
    const { shifts } = decodePoint(lighter, catalogue);
    expect(shifts).toEqual([
      { directionId: expect.stringMatching(/^light-/) as unknown, amount: 3 },
    ]);
    const brightness = (raster: readonly number[]) =>
      raster.reduce((sum, level) => sum + level, 0) / raster.length;
    await settled(page, lighter);
    expect(brightness(await rasterOn(picture(page)))).toBeGreaterThan(brightness(shown) + 10);

    await page.reload();
    await settled(page, lighter);
    await expect(light).toHaveAttribute('aria-valuenow', '3');
    await expect(light).toHaveAttribute('aria-valuetext', 'Light: lighter 3.00');
    await page.getByRole('button', { name: 'Reset all directions' }).click();
    await settled(page, before);
    expectSame(await rasterOn(picture(page)), shown);
  });

  test('another model draws the same seed by the same artists, and undo returns', async ({
    page,
  }) => {
    test.skip(otherFacts === undefined, 'only one model is served');
    const before = await open(page, `/p/${codeOf(pointOf(7))}`);
    const choice = page.getByRole('combobox', { name: 'Model' });
    await choice.click();
    await page.getByRole('option').nth(1).click();
    const after = await changed(page, before);
    const { model, source, mix } = decodePoint(after, catalogue);
    expect({ model, source }).toEqual({ model: otherFacts!.id, source: pointOf(7).source });
    if (otherFacts!.classIds.includes(first.id)) expect(mix).toEqual(pointOf(7).mix);
    await expectAddress(page, after);
    await expect(choice).toBeFocused();
    await page.keyboard.press('Control+z');
    await settled(page, before);
  });

  test('leaving right after changes loses neither the way nor the change', async ({ page }) => {
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    await page.keyboard.press('r');
    await page.keyboard.press('r');
    await page.getByRole('link', { name: 'Walk', exact: true }).click();
    await expect(page.getByRole('slider', { name: 'Place in the walk' })).toBeVisible();
    expect(new URL(page.url()).pathname).toMatch(/^\/walk/);
    await page.reload();
    await expect(page.getByRole('slider', { name: 'Place in the walk' })).toBeVisible();

    await page.getByRole('link', { name: 'Studio', exact: true }).click();
    const rolled = await changed(page, before);
    const slider = page.getByRole('slider', { name: 'Variety', exact: true });
    await slider.focus();
    await slider.press('Home'); // becomes a step of the history only after a moment
    await page.getByRole('link', { name: 'Walk', exact: true }).click();
    await expect(page.getByRole('slider', { name: 'Place in the walk' })).toBeVisible();
    await page.getByRole('link', { name: 'Studio', exact: true }).click();
    const calm = decodePoint(await changed(page, rolled), catalogue);
    expect(calm).toEqual({ ...decodePoint(rolled, catalogue), psi: 0 });
  });

  test('undo returns to the previous picture, and what was undone stays a branch', async ({
    page,
  }) => {
    const start = await open(page, `/p/${codeOf(HALVES)}`);
    const shown = await rasterOn(picture(page));
    const tools = page.getByRole('group', { name: 'Tools' });
    await tools.getByRole('button', { name: 'Roll the dice' }).click();
    const abandoned = await changed(page, start);
    await tools.getByRole('button', { name: 'Undo' }).click();
    await settled(page, start);
    expectSame(await rasterOn(picture(page)), shown);
    await expectAddress(page, start);
    await tools.getByRole('button', { name: 'Redo' }).click();
    await settled(page, abandoned);

    await tools.getByRole('button', { name: 'Undo' }).click();
    await settled(page, start);
    await tools.getByRole('button', { name: 'New motif' }).click();
    await changed(page, start);
    await showPanel(page, 'History');
    const list = page.getByRole('list', { name: /^History/ });
    await expect(list.getByRole('listitem')).toHaveCount(3);
    await list.getByRole('button', { name: 'Rolled the dice' }).click();
    await settled(page, abandoned);
  });

  test('a variation can be taken, and another one kept', async ({ page }) => {
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    await showPanel(page, 'Variations');
    await expect(page.getByRole('button', { name: /^Take variation \d$/ })).toHaveCount(9);
    await expect(
      page.getByRole('region', { name: 'Variations' }).locator('canvas[data-drawn]'),
    ).toHaveCount(9, { timeout: 60_000 });
    await page.getByRole('button', { name: 'Keep variation 2' }).click();
    const kept = page.getByRole('list', { name: 'Kept pictures' });
    await expect(kept.getByRole('listitem')).toHaveCount(1);
    await settled(page, before);
    await page.getByRole('button', { name: 'Take variation 5' }).click();
    const taken = await changed(page, before);
    expect(decodePoint(taken, catalogue).source.kind).toBe('vector');
  });

  test('a variation that nobody has seen yet is not taken', async ({ page }) => {
    await page.route('**/models/**/*.bin', () => undefined); // never answered
    await page.goto(`/p/${codeOf(HALVES)}`);
    await expect(page.getByRole('progressbar', { name: 'Loading the model' })).toBeVisible();
    await showPanel(page, 'Variations');
    await page.getByRole('button', { name: 'Take variation 1' }).click();
    const said = page.getByRole('status').filter({ hasText: 'Variation 1 is still being drawn.' });
    await expect(said).toHaveCount(1);
    await expectAddress(page, codeOf(HALVES));
  });

  test('the strip survives a reload, and a picture on it can be gone back to', async ({ page }) => {
    const kept = await open(page, `/p/${codeOf(HALVES)}`);
    const strip = page.getByRole('list', { name: 'Kept pictures' });
    await page.getByRole('button', { name: 'Keep this picture' }).click();
    await expect(strip.getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'Roll the dice' }).click();
    const rolled = await changed(page, kept);
    await page.reload();
    await settled(page, rolled);
    await expect(strip.getByRole('listitem')).toHaveCount(1);
    await strip.getByRole('button', { name: /^Kept picture 1/ }).click();
    await settled(page, kept);

    await strip.getByRole('listitem').hover();
    await strip.getByRole('button', { name: /off the strip$/ }).click();
    await expect(strip.getByRole('listitem')).toHaveCount(0);
    await page.getByRole('button', { name: 'Put back' }).click();
    await expect(strip.getByRole('listitem')).toHaveCount(1);
  });

  test('history survives a reload', async ({ page }) => {
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    await page.getByRole('button', { name: 'Roll the dice' }).click();
    const rolled = await changed(page, before);
    await expectAddress(page, rolled);
    await page.reload();
    await settled(page, rolled);
    await page.getByRole('group', { name: 'Tools' }).getByRole('button', { name: 'Undo' }).click();
    await settled(page, before);
  });

  test('a reload right after changes shows the last one, and is no step itself', async ({
    page,
  }) => {
    const before = await open(page, `/p/${codeOf(HALVES)}`);
    await page.keyboard.press('r');
    await page.keyboard.press('r'); // stands in the address only after a moment
    await page.reload();
    await changed(page, before);
    await showPanel(page, 'History');
    const list = page.getByRole('list', { name: /^History/ });
    await expect(list.getByRole('listitem')).toHaveCount(3);
    await expect(list.getByRole('button', { name: 'Opened a link' })).toHaveCount(0);
  });

  test('two tabs share the strip, not the picture', async ({ page, context }) => {
    const here = await open(page, `/p/${codeOf(pointOf(11))}`);
    const other = await context.newPage();
    const there = await open(other, `/p/${codeOf(pointOf(12))}`);
    await other.getByRole('button', { name: 'Keep this picture' }).click();
    await other.getByRole('button', { name: 'Roll the dice' }).click();
    await changed(other, there);

    const strip = page.getByRole('list', { name: 'Kept pictures' });
    await expect(strip.getByRole('listitem')).toHaveCount(1);
    await settled(page, here);
    await strip.getByRole('button', { name: /^Kept picture 1/ }).click();
    await settled(page, there);
  });
});
