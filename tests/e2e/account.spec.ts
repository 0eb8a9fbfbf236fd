/** An account from its beginning to its end, as somebody new goes through it. */
import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';

import { readPointCode } from '@/lib/image/png';

import { keepOnDevice, signIn } from './support/account';
import { barriers, overflow } from './support/barriers';
import { codeOf, pointOf } from './support/models';

const EMAIL = 'ann@example.org';

test('one signs in by a link, takes along what is kept here, and leaves without a trace', async ({
  page,
  browser,
}) => {
  const codes = [1, 2, 3].map((seed) => codeOf(pointOf(seed)));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/offline');
  await keepOnDevice(page, codes.slice(0, 2));
  await signIn(page, EMAIL);

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Keep 2 pictures in your account?',
  );
  await page.getByRole('button', { name: 'Keep them in my account' }).click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  await keepOnDevice(page, codes);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveURL('/account');
  await expect(page.getByText('2 works kept online.')).toBeVisible();
  await expect(
    page.getByText('1 picture of 3 on this device is not in your account.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Keep it in my account' }).click();
  await expect(page.getByText('3 works kept online.')).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await barriers(page)).toEqual([]);

  await page.getByLabel('Name that others see').fill('Ann');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your name is saved.', { exact: true })).toBeVisible();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export everything' }).click();
  const files = unzipSync(readFileSync(await (await downloading).path()));
  const pictures = Object.keys(files).filter((name) => name.startsWith('pictures/'));
  expect(pictures.map((name) => readPointCode(files[name]!)).sort()).toEqual([...codes].sort());

  // Somewhere else, too; nothing is kept there, so nothing is asked.
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, EMAIL);
  await expect(elsewhere).toHaveURL('/account');
  await expect(elsewhere.getByRole('button', { name: /^Sign out of / })).toHaveCount(2);

  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL('/sign-in');
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  expect(await barriers(elsewhere)).toEqual([]);
  await elsewhere.context().close();

  await signIn(page, EMAIL);
  await expect(page).toHaveURL('/account');
  await page.getByRole('button', { name: 'Delete my account …' }).click();
  const dialog = page.getByRole('dialog');
  const button = dialog.getByRole('button', { name: 'Delete my account' });
  await expect(button).toBeDisabled();
  await dialog.getByRole('textbox').fill('delete my account');
  await button.click();
  await expect(page).toHaveURL('/');
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in/);
});
