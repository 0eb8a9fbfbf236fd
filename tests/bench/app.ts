/** The production build, served, and a browser to open it with. */
import { spawn } from 'node:child_process';

import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';

import { ensureBuilt, nextEnvironment, serverArguments } from '@/scripts/lib/build.mjs';
import { ensureChromium } from '@/scripts/lib/chromium.mjs';
import { freePort, whenListening } from '@/scripts/lib/ports.mjs';

export interface App {
  /** Uses a page of a browser that knows nothing yet: no cache, no service worker. */
  visit<T>(use: (page: Page) => Promise<T>, options?: BrowserContextOptions): Promise<T>;
  readonly browserVersion: string;
}

/** Builds if necessary, serves on a free port, and ends both when `use` is done. */
export async function withApp<T>(root: string, use: (app: App) => Promise<T>): Promise<T> {
  if (!(await ensureBuilt(root))) throw new Error('The build failed.');
  const executablePath = await ensureChromium(root);
  if (executablePath === undefined) throw new Error('There is no Chromium here.');
  const port = await freePort();
  const server = spawn(process.execPath, serverArguments(root, port), {
    cwd: root,
    env: nextEnvironment as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let browser: Browser | undefined;
  try {
    if (!(await whenListening(port, () => server.exitCode === null))) {
      throw new Error('The server ended before it answered.');
    }
    const launched = (browser = await chromium.launch({ executablePath }));
    return await use(appOf(launched, `http://localhost:${port}`));
  } finally {
    await browser?.close();
    server.kill();
  }
}

function appOf(browser: Browser, baseURL: string): App {
  return {
    browserVersion: browser.version(),
    async visit(use, options = {}) {
      const context = await browser.newContext({
        baseURL,
        viewport: { width: 1440, height: 900 },
        // It would fetch the whole app a second time, beside what is measured.
        serviceWorkers: 'block',
        ...options,
      });
      try {
        // The compiler of this very file wraps functions in a helper of this name.
        await context.addInitScript({ content: 'globalThis.__name = (value) => value;' });
        return await use(await context.newPage());
      } finally {
        await context.close();
      }
    },
  };
}

/** Waits until the Studio's picture stands still. */
export async function whenStill(page: Page): Promise<void> {
  await page.locator('figure canvas[data-state="still"]').waitFor({ timeout: 120_000 });
}
