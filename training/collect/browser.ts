/** Pages for people, rendered: a browser that loads nothing but what the source needs. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Page } from '@playwright/test';

import { SfumatoError } from '@/lib/errors';
import { findChromium } from '@/scripts/lib/chromium.mjs';

import type { Fetcher } from './fetch/fetcher';
import type { OpenPage } from './source';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Milliseconds that a page may take to open, and to load what comes when it is scrolled. */
const OPENING = 45_000;
const SETTLING = 4_000;

export interface PageBrowser {
  readonly open: OpenPage;
  close(): Promise<void>;
}

/**
 * Starts when the first page is opened. Every request of a page goes through the same gate as
 * the fetcher's; pictures, films and fonts are not loaded at all. Where that gate is not asked
 * (redirects, sockets) the browser knows no names but those of the source, and nothing is read
 * on a page that was not allowed.
 * @param userAgent says who this is, as all other requests do.
 * @throws (opening) SfumatoError `not-found` without a Chromium, `not-allowed` for a page that
 *   leads to another site or to where robots.txt does not allow it.
 */
export function createPageBrowser(fetcher: Fetcher, userAgent: string): PageBrowser {
  let starting: ReturnType<typeof start> | undefined;
  return {
    async open(url) {
      starting ??= start(fetcher, userAgent);
      const { context } = await starting;
      const page = await fetcher.page(url, async () => {
        const opened = await context.newPage();
        try {
          const answer = await opened.goto(url.href, { timeout: OPENING, waitUntil: 'load' });
          if (!answer?.ok()) {
            throw failedPage(url, `answered ${answer?.status() ?? 'nothing'}`);
          }
          await settled(opened);
        } catch (cause) {
          await opened.close();
          throw cause instanceof SfumatoError ? cause : failedPage(url, 'cannot be opened', cause);
        }
        return opened;
      });
      // Redirects, and scripts at any later time, lead to other pages.
      const assertHere = () => fetcher.assertPage(new URL(page.url()));
      await assertHere().catch(async (error: unknown) => {
        await page.close();
        throw error;
      });
      return {
        async evaluate(script) {
          await assertHere();
          return page.evaluate(`(() => { ${script} })()`);
        },
        async scroll() {
          await page.evaluate('window.scrollBy(0, window.innerHeight * 2)');
          await settled(page);
        },
        close: () => page.close(),
      };
    },
    async close() {
      await (await starting?.catch(() => undefined))?.browser.close();
    },
  };
}

const settled = (page: Page) =>
  page.waitForLoadState('networkidle', { timeout: SETTLING }).catch(() => undefined);

async function start(fetcher: Fetcher, userAgent: string) {
  const executablePath = findChromium(path.resolve(ROOT));
  const playwright = await import('@playwright/test').catch(() => undefined);
  if (!playwright || executablePath === undefined) {
    throw new SfumatoError(
      'not-found',
      'This source needs a browser: install Chromium, or set CHROMIUM_PATH, and run npm install with its development packages.',
    );
  }
  const isRoot = process.getuid?.() === 0;
  const known = fetcher.hostnames.map((name) => `EXCLUDE ${name.replace(/^\[|\]$/g, '')}`);
  const browser = await playwright.chromium.launch({
    executablePath,
    chromiumSandbox: !isRoot,
    args: [`--host-resolver-rules=${['MAP * ~NOTFOUND', ...known].join(', ')}`],
  });
  const context = await browser.newContext({
    userAgent,
    serviceWorkers: 'block',
    acceptDownloads: false,
    viewport: { width: 1280, height: 1600 },
  });
  await context.route('**/*', async (route) => {
    const request = route.request();
    const needed = ['document', 'script', 'xhr', 'fetch', 'stylesheet'];
    const allowed = fetcher.allows(new URL(request.url()));
    if (allowed && needed.includes(request.resourceType())) await route.continue();
    else await route.abort();
  });
  return { browser, context };
}

const failedPage = (url: URL, what: string, cause?: unknown) =>
  new SfumatoError('download-failed', `The page ${url.pathname} ${what}.`, { cause });
