/** A tour through everything, with an eye on what must never happen. */
import { expect, test } from '@playwright/test';

import { collectComplaints } from './support/complaints';
import { codeOf, pointOf } from './support/models';
import { changed, drag, open, settled, showPanel } from './support/studio';

// What the service worker asks for counts, too.
test.use({ serviceWorkers: 'allow' });

test('nothing leaves for another origin, breaks the policy or ends in the console', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const complaints = collectComplaints(context, baseURL!);
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  await page.goto('/');
  const before = await open(page, `/p/${codeOf(pointOf(31))}`);
  await page.keyboard.press('r');
  const rolled = await changed(page, before);
  const slider = page.getByRole('slider', { name: 'Between A and B' });
  await drag(page, slider, { x: 80, y: 0 }, () => Promise.resolve());
  await changed(page, rolled);
  await button('Keep this picture').click();
  await button('Copy link').click();
  await button('Download picture').click();
  for (const panel of ['Variations', 'History', 'Mix'] as const) await showPanel(page, panel);
  await button('Let the picture live').click();
  await button('Hold the picture still').click();
  await settled(page);
  for (const name of ['About this picture', 'More', 'Help', 'Appearance']) {
    await button(name).click();
    const layer = page.getByRole('dialog').or(page.getByRole('menu'));
    await expect(layer).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(layer).toBeHidden();
  }

  await page.getByRole('link', { name: 'Walk' }).click();
  await expect(page.getByRole('img', { name: /on the way/ })).toBeVisible({ timeout: 120_000 });
  await button('Pause').click();
  await button('Another walk').click();
  await page.getByRole('combobox', { name: 'Speed' }).click();
  await page.getByRole('option', { name: '2×' }).click();
  await button('More for picture 1').click();
  await page.getByRole('menuitem', { name: 'Double' }).click();

  await page.getByRole('link', { name: 'Arithmetic' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByRole('img', { name: /^Generated/ })).toBeVisible({ timeout: 120_000 });
  await button('Swap B and C').click();
  await button('Add a picture to A').click();
  await expect(page.getByRole('dialog', { name: 'Add a picture to A' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goBack();
  await expect(page).toHaveTitle(/Walk/);
  await page.getByRole('link', { name: 'Sfumato' }).click();
  await settled(page);

  expect(complaints).toEqual([]);
});
