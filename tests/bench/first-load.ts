/** A first visit with an empty cache, until the engine has drawn its first picture. */
import type { Page } from '@playwright/test';

import { withApp, type App } from './app';
import type { Measurement, Part } from './part';
import { quantile } from './statistics';

const VISITS = 5;

interface Noted {
  firstPicture?: number;
  poster?: number;
}
type Prepared = typeof globalThis & { benchNoted: Noted };

export const firstLoadPart: Part = {
  name: 'first-load',
  title: 'First load: cold cache, server on the same machine, median of five visits',
  columns: [
    { key: 'poster', title: 'poster, ms', digits: 0 },
    { key: 'firstPicture', title: 'first picture, ms', digits: 0 },
    { key: 'javascript', title: 'JavaScript, KB' },
    { key: 'wasm', title: 'wasm, KB' },
    { key: 'model', title: 'model, KB' },
    { key: 'rest', title: 'all else, KB' },
    { key: 'requests', title: 'requests', digits: 0 },
  ],
  run: ({ root }) =>
    withApp(root, async (app) => {
      const visits: Record<string, number>[] = [];
      for (let i = 0; i < VISITS; i++) visits.push(await visit(app));
      const figures = Object.fromEntries(
        Object.keys(visits[0]!).map((key) => [
          key,
          quantile(
            visits.map((each) => each[key]!),
            0.5,
          ),
        ]),
      );
      const measurement: Measurement = {
        name: 'Studio',
        figures,
        remark: `bytes as transferred (compressed), Chromium ${app.browserVersion}`,
      };
      return [measurement];
    }),
};

function visit(app: App): Promise<Record<string, number>> {
  return app.visit(async (page) => {
    await page.addInitScript(() => {
      const noted: Noted = ((globalThis as Prepared).benchNoted = {});
      new PerformanceObserver((list) => {
        noted.poster = list.getEntries().at(-1)!.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
      new MutationObserver((mutations) => {
        const drawn = mutations.some(({ target }) => target instanceof HTMLCanvasElement);
        if (drawn) noted.firstPicture ??= performance.now();
      }).observe(document, { subtree: true, attributeFilter: ['data-state'] });
    });
    await page.goto('/');
    await page.waitForFunction(
      () => (globalThis as Prepared).benchNoted.firstPicture !== undefined,
      undefined,
      { timeout: 120_000 },
    );
    const { poster = NaN, firstPicture = NaN } = await page.evaluate(
      () => (globalThis as Prepared).benchNoted,
    );
    return { poster, firstPicture, ...(await transferred(page)) };
  });
}

/** Kilobytes by kind, asked of the page and of its worker. */
async function transferred(page: Page): Promise<Record<string, number>> {
  const here = await page.evaluate(() =>
    [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ].map((entry) => ({
      path: new URL(entry.name).pathname,
      bytes: (entry as PerformanceResourceTiming).transferSize,
    })),
  );
  const there = await Promise.all(
    page.workers().map((worker) =>
      worker.evaluate(() =>
        performance.getEntriesByType('resource').map((entry) => ({
          path: new URL(entry.name).pathname,
          bytes: (entry as PerformanceResourceTiming).transferSize,
        })),
      ),
    ),
  );
  const sums: Record<string, number> = { javascript: 0, wasm: 0, model: 0, rest: 0 };
  const entries = [...here, ...there.flat()];
  for (const { path, bytes } of entries) sums[kindOf(path)]! += bytes / 1000;
  // What the browser answered from its own cache was not asked for.
  return { ...sums, requests: entries.filter(({ bytes }) => bytes > 0).length };
}

function kindOf(path: string): string {
  if (path.endsWith('.js')) return 'javascript';
  if (path.endsWith('.wasm')) return 'wasm';
  return path.startsWith('/models/') ? 'model' : 'rest';
}
