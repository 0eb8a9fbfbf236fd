/** The instrument without a mouse. */
import { expect, test, type Page } from '@playwright/test';

import { decodePoint } from '@/lib/latent/codec';

import { artists, catalogue, codeOf, pointOf } from './support/models';
import { changed, expectAddress, open, picture, settled } from './support/studio';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const [first, second] = [artists[0]!, artists[2]!];
const CODE = codeOf(pointOf(7, { [first.id]: 0.5, [second.id]: 0.5 }));

interface Stop {
  readonly name: string;
  readonly marked: boolean;
}

/** Presses Tab until the focus has been everywhere. */
async function stopsOf(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  await page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const labelled = element.getAttribute('aria-labelledby') ?? '';
      const name =
        element.getAttribute('aria-label') ??
        document.getElementById(labelled)?.textContent ??
        (element as HTMLInputElement).labels?.[0]?.textContent ??
        element.textContent;
      // The mark may stand around a field rather than on it.
      const around = [element, element.parentElement, element.parentElement?.parentElement];
      const marked = around.some((candidate) => {
        if (!candidate) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(candidate);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
      });
      const known = element.hasAttribute('data-tab-stop');
      element.setAttribute('data-tab-stop', '');
      return { name: name?.trim() ?? '', marked, known };
    });
    if (stop === undefined || stop.known) return stops;
    stops.push({ name: stop.name, marked: stop.marked });
  }
  throw new Error(`The focus never came round: ${stops.map(({ name }) => name).join(', ')}`);
}

/** Every stop has a name and a visible mark, and the wanted ones are among them. */
async function expectReachable(page: Page, wanted: readonly RegExp[]): Promise<void> {
  const stops = await stopsOf(page);
  const names = stops.map(({ name }) => name);
  expect(names.filter((name) => name === '')).toEqual([]);
  expect(stops.filter(({ marked }) => !marked).map(({ name }) => name)).toEqual([]);
  const unreachable = wanted.filter((pattern) => !names.some((name) => pattern.test(name)));
  expect(unreachable.map(String), `reached: ${names.join(' · ')}`).toEqual([]);
}

test('Tab reaches every control of the Studio', async ({ page }) => {
  await open(page, `/p/${CODE}`);
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: /^Kept picture 1/ })).toBeVisible();
  await expectReachable(page, [
    /^Skip to the work$/,
    /^Studio$/,
    /^Walk$/,
    /^Arithmetic$/,
    /^Help$/,
    /^Appearance$/,
    /^Let the picture live$/,
    /^Roll the dice$/,
    /^New motif/,
    /^Undo$/,
    /^Redo$/,
    /^Keep this picture$/,
    /^Work A/,
    /^Between A and B$/,
    /^Work B/,
    /^Kept picture 1/,
    /off the strip$/,
    /^Copy link$/,
    /^Download picture$/,
    /^About this picture$/,
    /^More$/,
    /^Mix$/,
    /^Variations$/,
    /^History$/,
    /^Mix pad$/,
    /^Artist: /,
    /^Weight of /,
    /^Take .* out$/,
    /^Add an artist$/,
    /^Variety$/,
  ]);
  await page.keyboard.press('Alt+3');
  await expectReachable(page, [/^Take variation 1$/, /^Keep variation 9$/, /^Distance$/]);
  await page.keyboard.press('Alt+5');
  await expectReachable(page, [/Opening picture/]);
});

test('Tab reaches every control of Walk and of Arithmetic', async ({ page }) => {
  await page.goto('/walk');
  await expectReachable(page, [
    /^Play$/,
    /^Place in the walk$/,
    /Speed/,
    /^Picture 1 of/,
    /^More for picture 1$/,
    /^Seconds from picture 1/,
    /Add a picture$/,
    /^Way from picture to picture$/,
    /^Time for every leg$/,
    /^Go round and round$/,
    /^Copy link$/,
    /^Open this moment in the Studio$/,
    /^Another walk$/,
    /^Undo$/,
  ]);
  await page.goto('/arithmetic');
  await expect(page.getByRole('button', { name: 'Open in the Studio' })).toBeEnabled();
  await expectReachable(page, [
    / in A$/,
    /^Add a picture to A$/,
    / in B$/,
    /^Add a picture to B$/,
    / in C$/,
    /^Add a picture to C$/,
    /^Open in the Studio$/,
    /^Keep$/,
    /^Copy link$/,
    /^Roll the dice$/,
    /^Swap B and C$/,
    /^Result as A$/,
  ]);
});

test('the shortcuts play the Studio', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const start = await open(page, `/p/${CODE}`);
  const press = (key: string) => page.keyboard.press(key);

  await press('r');
  const rolled = await changed(page, start);
  await press('Control+z');
  await settled(page, start);
  await press('Control+Shift+z');
  await settled(page, rolled);
  await press('z');
  await settled(page, start);

  await press('Shift+r');
  const motif = await changed(page, start);
  expect(decodePoint(motif, catalogue).mix).toEqual(decodePoint(start, catalogue).mix);

  await press(']');
  const bolder = await changed(page, motif);
  expect(decodePoint(bolder, catalogue).psi).toBeGreaterThan(decodePoint(motif, catalogue).psi);

  await press('4');
  const child = await changed(page, bolder);
  await press('k');
  await expect(page.getByRole('list', { name: 'Kept pictures' }).getByRole('listitem')).toHaveCount(
    1,
  );

  await press('Shift+a'); // this picture as A
  await press('b'); // go to B
  const end = await changed(page, child);
  await press('ArrowLeft');
  const near = await changed(page, end);
  await expect(page.getByRole('slider', { name: 'Between A and B' })).toHaveAttribute(
    'aria-valuenow',
    '0.98',
  );
  await expectAddress(page, near);
  await press('c');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(new RegExp(`/p/${near}$`));
  const saving = page.waitForEvent('download');
  await press('s');
  expect((await saving).suggestedFilename()).toMatch(/\.png$/);

  await press('Space');
  await expect(page.getByRole('button', { name: 'Hold the picture still' })).toBeVisible();
  await press('Space');
  await expect(page.getByRole('button', { name: 'Let the picture live' })).toBeVisible();
});

test('the pad and the sliders follow the arrow keys', async ({ page }) => {
  const start = await open(page, `/p/${CODE}`);
  await page.getByRole('slider', { name: 'Mix pad' }).focus();
  await page.keyboard.press('2');
  const pure = await changed(page, start);
  expect(decodePoint(pure, catalogue).mix).toEqual([{ classId: second.id, weight: 1 }]);
  await page.keyboard.press('Home');
  const even = await changed(page, pure);
  expect(decodePoint(even, catalogue).mix.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  await page.keyboard.press('ArrowRight');
  const moved = await changed(page, even);

  await page.getByRole('slider', { name: 'Variety' }).focus();
  await page.keyboard.press('ArrowLeft');
  const calmer = await changed(page, moved);
  expect(decodePoint(calmer, catalogue).psi).toBeCloseTo(
    decodePoint(moved, catalogue).psi - 0.01,
    5,
  );
});

test('arrow keys in a field become one step', async ({ page }) => {
  const start = await open(page, `/p/${CODE}`);
  for (const name of [`Weight of ${second.name}`, 'Variety as a number']) {
    const field = page.getByRole('spinbutton', { name });
    const shown = await field.inputValue();
    await field.focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowUp');
    await expect(field).not.toHaveValue(shown);
    await changed(page, start);
    await page.getByRole('group', { name: 'Tools' }).getByRole('button', { name: 'Undo' }).click();
    await settled(page, start);
    await expect(field).toHaveValue(shown);
  }
});

test('the focus stays in the mix while artists come, change and go', async ({ page }) => {
  await open(page, `/p/${CODE}`);
  const names = page.getByRole('list', { name: 'In the mix' });
  const nameOf = (name: string) => names.getByRole('button', { name: `Artist: ${name}` });
  const choose = async (name: string) => {
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Search by name').fill(name);
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
  };
  const [third, fourth, other] = [artists[1]!.name, artists[3]!.name, artists[4]!.name];
  const add = page.getByRole('button', { name: 'Add an artist' });
  await add.focus();
  await choose(third);
  await expect(nameOf(third)).toBeVisible();
  await expect(add).toBeFocused();
  await choose(fourth);
  await expect(nameOf(fourth)).toBeFocused();
  await choose(other);
  await expect(nameOf(other)).toBeFocused();

  const out = page.getByRole('button', { name: /^Take .* out$/ });
  await out.last().focus();
  for (const left of [3, 2]) {
    await page.keyboard.press('Enter');
    await expect(out).toHaveCount(left);
    await expect(out.last()).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(out).toHaveCount(1);
  await expect(names.getByRole('button', { name: /^Artist: / })).toBeFocused();
});

test('with the pad focused, keys with Alt and Ctrl are what they are elsewhere', async ({
  page,
}) => {
  const start = await open(page, `/p/${CODE}`);
  const pad = page.getByRole('slider', { name: 'Mix pad' });
  await pad.focus();
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('button', { name: 'Take variation 1' })).toBeVisible();
  await page.keyboard.press('Alt+1');
  await pad.focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Control+0');
  await page.keyboard.press('Control+k'); // answered, so the keys before it have been dealt with
  await expect(page.getByRole('dialog', { name: 'All commands' })).toBeVisible();
  await page.keyboard.press('Escape');
  await settled(page, start);
});

test('the focus goes on to the next picture when one is taken off the strip', async ({ page }) => {
  await open(page, `/p/${CODE}`);
  const kept = page.getByRole('button', { name: /^Kept picture / });
  for (let count = 1; count <= 3; count++) {
    await page.keyboard.press('k');
    await expect(kept).toHaveCount(count);
    const before = await settled(page);
    await page.keyboard.press('r');
    await changed(page, before);
  }
  await kept.nth(1).focus();
  await page.keyboard.press('Delete');
  await expect(kept).toHaveCount(2);
  await expect(kept.nth(1)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(kept).toHaveCount(1);
  await expect(kept.first()).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(kept).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Kept', exact: true })).toBeFocused();
});

test('the palette finds a command by any of its words', async ({ page }) => {
  const start = await open(page, `/p/${CODE}`);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'All commands' });
  await expect(palette).toBeVisible();
  await page.keyboard.type('random');
  await expect(palette.getByRole('option').first()).toContainText('Roll the dice');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await changed(page, start);
});

test('keys that are typed are not commands, and single keys can be turned off', async ({
  page,
}) => {
  const start = await open(page, `/p/${CODE}`);
  const field = page.getByRole('spinbutton', { name: 'Variety as a number' });
  await field.focus();
  await page.keyboard.type('rkx4');
  await page.keyboard.press('Escape');
  await field.blur();

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Single-key shortcuts/ }).click();
  await expect(page.getByText('Only shortcuts with Ctrl or Cmd work now.').first()).toBeVisible();
  await page.keyboard.press('r');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k'); // answered, so the keys before it have been dealt with
  await expect(page.getByRole('dialog', { name: 'All commands' })).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Help' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(picture(page)).toHaveAttribute('data-point', start);
  await page.reload();
  await settled(page, start);
  await page.keyboard.press('r');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'All commands' })).toBeVisible();
  await page.keyboard.press('Escape');
  await settled(page, start);
});

test('the question mark opens no help over what is open', async ({ page }) => {
  await open(page, `/p/${CODE}`);
  await page.getByRole('button', { name: 'About this picture' }).click();
  const panel = page.getByRole('dialog', { name: 'About this picture' });
  await expect(panel).toBeVisible();
  await expect(panel.locator(':focus').or(panel.and(page.locator(':focus')))).toHaveCount(1);
  await page.keyboard.press('?');
  await expect(panel).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Help' })).toHaveCount(0);
});

test('what is done is said, and a dialog gives the focus back', async ({ page }) => {
  const start = await open(page, `/p/${CODE}`);
  const said = page.getByRole('status').filter({ hasText: /Rolled the dice/ });
  const dice = page.getByRole('button', { name: 'Roll the dice' });
  await dice.focus();
  await page.keyboard.press('Enter');
  await changed(page, start);
  await expect(said).toHaveCount(1);
  await expect(dice).toBeFocused();

  const work = page.getByRole('button', { name: /^Work B/ });
  await work.focus();
  await page.keyboard.press('Enter');
  const choices = page.getByRole('dialog', { name: 'Work B' });
  await expect(choices).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(choices).toBeHidden();
  await expect(work).toBeFocused();
});
