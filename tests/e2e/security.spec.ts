import { expect, test } from '@playwright/test';

import { facts } from './support/models';

/** Pages, and addresses that do not exist. */
const PAGES = [
  ...['/', '/walk', '/arithmetic', '/identify', '/offline'],
  ...['/models', `/models/${facts.id}`, '/models/compare'],
  ...['/nothing-here', '/models/nothing-here', '/embed/nothing/here'],
];

test('every page has a policy with a nonce of its own', async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of [...PAGES, ...PAGES]) {
    const response = await request.get(path);
    const headers = response.headers();
    const policy = headers['content-security-policy'] ?? '';
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? '';
    expect(scripts, path).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/);
    const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1];
    expect(nonce, path).toBeTruthy();
    nonces.add(nonce!);

    const html = await response.text();
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
      expect(tag, path).toContain(`nonce="${nonce}"`);
    }
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['permissions-policy']).toContain('camera=(self)');
    expect(headers['x-powered-by']).toBeUndefined();
  }
  expect(nonces.size).toBe(2 * PAGES.length);
});

test('files carry the headers that fit them', async ({ request }) => {
  const index = await request.get('/models/index.json');
  expect(index.headers()['cache-control']).toBe('public, max-age=0, must-revalidate');

  const manifest = await (await request.get('/sw-manifest.js')).text();
  const wasm = /\/wasm\/[^"]+/.exec(manifest)?.[0];
  const binary = await request.get(wasm!);
  expect(binary.status()).toBe(200);
  expect(binary.headers()['content-type']).toBe('application/wasm');
  expect(binary.headers()['cache-control']).toContain('immutable');

  const chunk = /\/_next\/static\/chunks\/[^"]+\.js/.exec(manifest)?.[0];
  const script = await request.get(chunk!);
  expect(script.headers()['content-security-policy']).toContain("default-src 'none'");
});

test('an injected script does not run', async ({ page }) => {
  await page.goto('/offline');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    return 'injected' in window;
  });
  expect(ran).toBe(false);
});
