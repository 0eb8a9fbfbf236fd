/** Every way in, and proof that nothing of a picture goes out. */
import { expect, test, type Page } from '@playwright/test';

import { collectComplaints } from './support/complaints';
import { answered, choose, nearest, open, painting, type Upload } from './support/identify';
import { drop } from './support/studio';
import { watchServer } from './support/watch-server';

// What the service worker asks for counts, too.
test.use({ serviceWorkers: 'allow', contextOptions: { reducedMotion: 'reduce' } });

/** Longest address that this app has a reason to ask for. */
const LONGEST_ADDRESS = 300;

const dropOn = (page: Page, { name, mimeType, buffer }: Upload) =>
  drop(page, { name, type: mimeType, bytes: buffer });

/** Pastes a file as a browser does after a picture was copied. */
async function paste(page: Page, { name, mimeType, buffer }: Upload): Promise<void> {
  await page.evaluate(
    ({ name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name, { type }));
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    },
    { name, type: mimeType, base64: buffer.toString('base64') },
  );
}

test('however a picture comes in and whatever is done with it, nothing of it leaves', async ({
  page,
  context,
  baseURL,
}) => {
  const server = await watchServer(baseURL!);
  try {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const complaints = collectComplaints(context, server.origin);
    await page.goto(`${server.origin}/identify`);
    await expect(page.getByLabel('Files of pictures')).toBeAttached();

    const ways: readonly (readonly [string, (picture: Upload) => Promise<void>])[] = [
      ['chosen', (picture) => choose(page, [picture])],
      ['dropped', (picture) => dropOn(page, picture)],
      ['pasted', (picture) => paste(page, picture)],
      [
        'photographed',
        (picture) => page.getByLabel('A photograph from the camera').setInputFiles([picture]),
      ],
    ];
    for (const [i, [way, give]] of ways.entries()) {
      await test.step(way, async () => {
        await give(await painting(i + 1, `${way}.jpg`));
        await answered(page, `${way}.jpg`);
      });
    }
    await choose(page, await Promise.all([11, 12].map((seed) => painting(seed))));
    await answered(page, 'painting-11.jpg');
    await page.getByRole('button', { name: /^painting-12.jpg, nearest to/ }).click();
    await answered(page, 'painting-12.jpg');

    await nearest(page).nth(1).getByRole('button').click();
    await expect(page.locator('canvas[data-artist]')).toBeVisible();
    await page.getByRole('button', { name: 'Copy link' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Report' }).click();
    await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
    await saving;
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('button', { name: 'Compare with dropped.jpg' }).click();
    await expect(page.getByRole('region', { name: /alike|same/i })).toBeVisible();

    expect(server.arrived.length).toBeGreaterThan(5);
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

test('the counting itself would notice a body', async ({ page, baseURL }) => {
  const server = await watchServer(baseURL!);
  try {
    await page.goto(`${server.origin}/offline`);
    await page.evaluate(async () => {
      await fetch('/identify', { method: 'POST', body: new Uint8Array(5000) });
      navigator.sendBeacon('/identify', 'beacon');
    });
    await expect.poll(() => server.arrived.filter(({ bodyBytes }) => bodyBytes > 0).length).toBe(2);
  } finally {
    await server.close();
  }
});

test('other sites are named, and asked only by a click', async ({ page }) => {
  await open(page);
  const given = await painting(3);
  await choose(page, [given]);
  await answered(page, given.name);
  const links = page.getByRole('link', { name: /^Look for / });
  await expect(links.first()).toBeVisible();
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute('rel', /noopener/);
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute(
      'href',
      /^https:\/\/(commons\.wikimedia\.org|www\.wikiart\.org)\//,
    );
  }
});
