/** From a picture to the gallery, to somebody else's branch of it, to their family tree. */
import { expect, test, type Page } from '@playwright/test';

import { encodeWalk } from '@/lib/latent/codec';
import { encodeTransfer } from '@/lib/transfer/code';
import { PLAIN_SETTINGS } from '@/lib/transfer/settings';

import { signIn } from './support/account';
import { barriers, overflow } from './support/barriers';
import { catalogue, codeOf, pointOf } from './support/models';
import { inFreshProfile } from './support/profiles';
import { changed, open, settled } from './support/studio';
import { chosen, FIRST_PAINTING, house, stylizers } from './support/transfer';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const ADMINISTRATOR = 'administrator@example.org';

/** Signs in, and waits until the last page of that has gone on by itself. */
async function enter(page: Page, email: string): Promise<void> {
  await signIn(page, email);
  await expect(page).not.toHaveURL(/\/sign-in/);
}

test('a work is kept, found, grown from, seen in its family tree, and taken out of sight', async ({
  page,
  browser,
}, { retry }) => {
  // Every try leaves its works on the server.
  const title = `Evening <b>over</b> the marsh ${retry}`;
  const branch = `A branch ${retry}`;
  const CODE = codeOf(pointOf(41 + retry));
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));

  await test.step('an empty gallery invites', async () => {
    await page.goto(`/gallery?search=${encodeURIComponent(title)}`);
    await expect(page.getByRole('link', { name: title })).toHaveCount(0);
    if (retry === 0) {
      await page.goto('/gallery');
      await expect(page.getByRole('heading', { name: 'The walls are free' })).toBeVisible();
    }
    expect(await barriers(page)).toEqual([]);
  });

  await test.step('whoever is not signed in comes back to the same picture and words', async () => {
    await open(page, `/p/${CODE}`);
    await page.getByRole('button', { name: 'Keep online…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep this picture online' });
    await dialog.getByLabel('Title').fill(title);
    await dialog.getByLabel('Note').fill('One\nTwo');
    await expect(dialog.getByLabel(/^Private/)).toBeChecked();
    await dialog.getByLabel(/^Public/).check();
    const link = dialog.getByRole('link', { name: 'Sign in and keep it' });
    const to = new URL((await link.getAttribute('href'))!, page.url()).searchParams.get('to');
    expect(to).toBe(`/p/${CODE}?keep`);
    await link.click();
    await expect(page).toHaveURL(/\/sign-in/);
    await enter(page, 'mira@example.org');
    // The dialog is open again, over the same picture.
    await page.goto(to!);
    await expect(dialog.getByLabel('Title')).toHaveValue(title);
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep online' }).click();
    await page.getByRole('link', { name: 'See its page' }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByText('One\nTwo')).toBeVisible();
  });
  const path = new URL(page.url()).pathname;
  expect(path).toMatch(/^\/works\/[\w-]{16}$/);

  await test.step('it hangs among one’s own, and is found again when it is kept once more', async () => {
    await page.goto('/account');
    await page.getByRole('link', { name: 'See them' }).click();
    const own = page.getByRole('link', { name: title });
    await expect(own).toHaveAttribute('href', path);
    await expect(own).toContainText('Public');
    expect(await barriers(page)).toEqual([]);
    await open(page, `/p/${CODE}`);
    await page.getByRole('button', { name: 'Keep online…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep this picture online' });
    await expect(dialog.getByLabel('Title')).toHaveValue(title);
    await dialog.getByLabel('Note').fill('Three');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'See its page' }).click();
    await expect(page).toHaveURL(path);
    await expect(page.getByText('Three')).toBeVisible();
  });

  await test.step('it hangs in the gallery, and on pages of others', async () => {
    await page.getByRole('article').getByRole('link', { name: 'Gallery', exact: true }).click();
    const search = page.getByRole('searchbox');
    await search.fill('marsh');
    await search.press('Enter');
    await expect(page).toHaveURL('/gallery?search=marsh');
    await expect(page.getByRole('link', { name: title })).toHaveAttribute('href', path);
    await expect(search).toBeFocused();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const found = await page.request.get(
      `/oembed?url=${encodeURIComponent(new URL(path, page.url()).href)}`,
    );
    const { html } = (await found.json()) as { html: string };
    await page.goto(/src="([^"]+)"/.exec(html)![1]!);
    await expect(page.getByRole('link', { name: title })).toBeVisible();
    const frame = await page.request.get(path.replace('works', 'embed'));
    expect(frame.headers()['content-security-policy']).toContain('frame-ancestors *');
    expect(frame.headers()['x-frame-options']).toBeUndefined();
  });

  await inFreshProfile(browser, async (theirs) => {
    await test.step('somebody else grows a branch from it', async () => {
      await enter(theirs, 'jonas@example.org');
      await theirs.goto(path);
      await theirs.getByRole('button', { name: /^Star/ }).click();
      await expect(theirs.getByRole('button', { name: 'Star, 1 so far' })).toBeVisible();
      await theirs.getByRole('link', { name: 'Open in the Studio' }).click();
      await settled(theirs, CODE);
      await theirs.keyboard.press('3');
      await changed(theirs, CODE);
      await theirs.keyboard.press('p');
      const dialog = theirs.getByRole('dialog', { name: 'Keep this picture online' });
      await expect(dialog.getByRole('img', { name: title })).toBeVisible();
      await dialog.getByLabel('Title').fill(branch);
      await dialog.getByLabel(/^Public/).check();
      await dialog.getByRole('button', { name: 'Keep online' }).click();
      await theirs.getByRole('link', { name: 'See its page' }).click();
      await expect(theirs.getByRole('heading', { name: branch })).toBeVisible();
    });

    await test.step('the family tree knows both, by keyboard', async () => {
      const tree = theirs.getByRole('tree', { name: `Family tree of ${branch}` });
      await tree.focus();
      await theirs.keyboard.press('ArrowUp');
      await expect(tree.getByRole('treeitem', { name: title })).toBeAttached();
      expect(await barriers(theirs)).toEqual([]);
      await theirs.keyboard.press('Enter');
      await expect(theirs.getByRole('heading', { name: title })).toBeVisible();
      await theirs.getByText('As a list', { exact: true }).click();
      await expect(theirs.getByRole('link', { name: branch })).toBeVisible();
    });
  });

  await inFreshProfile(browser, async (administrator) => {
    await test.step('an administrator takes it out of sight', async () => {
      await enter(administrator, ADMINISTRATOR);
      await administrator.goto(path);
      await administrator.getByRole('button', { name: 'More', exact: true }).click();
      await administrator.getByRole('menuitem', { name: 'Hide from everybody' }).click();
      await expect(administrator.getByText(/^Hidden from everybody/)).toBeVisible();
      await administrator.goto('/gallery/reports');
      await expect(administrator.getByText(title)).toBeVisible();
    });
  });
  await inFreshProfile(browser, async (anybody) => {
    expect((await anybody.goto(path))?.status()).toBe(404);
    expect((await anybody.goto('/gallery/reports'))?.status()).toBe(404);
    await anybody.goto('/gallery');
    await expect(anybody.getByRole('link', { name: branch })).toBeVisible();
    await expect(anybody.getByRole('link', { name: title })).toHaveCount(0);
  });

  await test.step('its author sees why, and deletes it; the branch stays', async () => {
    await page.goto(path);
    await expect(page.getByText(/^Hidden: it was reported/)).toBeVisible();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(/\/gallery$/);
    await page.getByRole('link', { name: branch }).click();
    await expect(page.getByText('Not shared').first()).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

test('a walk is kept by link, played on its page, and found by nobody else', async ({
  page,
  browser,
}) => {
  const walk = encodeWalk(
    {
      model: catalogue[0]!.id,
      keyframes: [1, 2].map((seed) => ({ point: pointOf(seed), seconds: 2 })),
      interpolation: 'slerp',
      loop: true,
    },
    catalogue,
  );
  await enter(page, 'vela@example.org');
  await page.goto(`/walk/${walk}`);
  await page.getByRole('button', { name: 'Keep online…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep this walk online' });
  await dialog.getByLabel('Title').fill('A way');
  await dialog.getByLabel(/^By link/).check();
  await dialog.getByRole('button', { name: 'Keep online' }).click();
  await page.getByRole('link', { name: 'See its page' }).click();
  await page.getByRole('button', { name: 'Play the walk' }).click();
  await expect(page.getByRole('img', { name: /^Generated picture on the way/ })).toBeVisible({
    timeout: 120_000,
  });
  const address = page.url();
  await inFreshProfile(browser, async (anybody) => {
    await anybody.goto(address);
    await expect(anybody.getByRole('heading', { name: 'A way' })).toBeVisible();
    await anybody.goto('/gallery?search=way');
    await expect(anybody.getByText('Nothing hangs here that fits.')).toBeVisible();
  });
});

test('a style is kept, shown by what it makes of a picture, and grown from', async ({ page }, {
  retry,
}) => {
  const title = `Sea and smoke ${retry}`;
  const [style] = house;
  const settings = {
    ...PLAIN_SETTINGS,
    styles: [{ source: { kind: 'house', id: style!.id } as const, weight: 50 }],
    strength: 0.8 + retry / 10,
  };
  const code = encodeTransfer(settings, stylizers[0]!, house, () => undefined);
  const keep = async () => {
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('menuitem', { name: 'Keep these styles online…' }).click();
  };
  await enter(page, 'stine@example.org');
  await page.goto(`/transfer/${code}`);
  await expect(chosen(page)).toHaveCount(1, FIRST_PAINTING);
  await keep();
  const dialog = page.getByRole('dialog', { name: 'Keep this style online' });
  await expect(dialog.getByRole('img', { name: `In the style of ${style!.name}` })).toBeVisible();
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByLabel(/^Public/).check();
  await dialog.getByRole('button', { name: 'Keep online' }).click();
  await page.getByRole('link', { name: 'See its page' }).click();
  const shown = page.getByRole('img', { name: `Generated picture: ${title}` });
  await expect
    .poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth), FIRST_PAINTING)
    .toBeGreaterThan(0);

  await page.getByRole('link', { name: 'Paint your own picture in it' }).click();
  await expect(chosen(page)).toContainText([style!.name], FIRST_PAINTING);
  await page.getByRole('slider', { name: 'Strength' }).press('Home');
  await keep();
  await expect(dialog.getByText('Grew from')).toBeVisible();
  await expect(dialog.getByRole('img', { name: title })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.goto(`/gallery?search=${encodeURIComponent(title)}`);
  await expect(page.getByRole('link', { name: title })).toContainText('A style to paint in');
});
