import { expect, test } from '@playwright/test';

import { facts } from './support/models';
import { whenKept } from './support/offline';

test.use({ serviceWorkers: 'allow', contextOptions: { reducedMotion: 'reduce' } });

test('after the first visit every screen opens without a network', async ({ page, context }) => {
  await page.goto('/');
  await whenKept(page);
  await context.setOffline(true);
  for (const [path, title] of [
    ['/', /Sfumato/],
    ['/walk', /Walk/],
    ['/arithmetic', /Arithmetic/],
    ['/identify', /Identify/],
    ['/models', /Models/],
  ] as const) {
    await page.goto(path);
    await expect(page).toHaveTitle(title);
    await expect(page.locator('#main')).not.toBeEmpty();
    await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  }
});

test('a page never seen says that one is offline', async ({ page, context }) => {
  await page.goto('/');
  await whenKept(page);
  await context.setOffline(true);
  await page.goto('/never/seen');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are offline');
});

test('a comparison that was not seen is no other one', async ({ page, context }) => {
  await page.goto('/');
  await whenKept(page);
  const seen = `/models/compare?a=${facts.id}&b=${facts.id}`;
  const heading = page.getByRole('heading', { level: 1 });
  await page.goto(seen);
  await expect(heading).toHaveText('Two models side by side');
  await context.setOffline(true);
  await page.goto(`/models/compare?a=${facts.id}`);
  await expect(heading).toHaveText('You are offline');
  await page.goto(seen);
  await expect(heading).toHaveText('Two models side by side');
});

test('weights of models are left to the engine, and pages are fresh while online', async ({
  page,
}) => {
  await page.goto('/');
  await whenKept(page);
  const kept = await page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => /^sfumato-(files|pages|cards)/.test(name));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  expect(kept).toContain('/models/index.json');
  expect(kept.filter((path) => /^\/models\/.*\.bin$/.test(path))).toEqual([]);

  const nonceOf = (html: string) => /nonce="([^"]+)"/.exec(html)?.[1];
  const first = nonceOf((await (await page.goto('/offline'))?.text()) ?? '');
  const second = nonceOf((await (await page.reload())?.text()) ?? '');
  expect(first).toBeTruthy();
  expect(second).not.toBe(first);
});
