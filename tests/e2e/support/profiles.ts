import type { Browser, Page } from '@playwright/test';

/** A page of somebody else: no history, nothing kept, nothing in any cache. */
export async function inFreshProfile<T>(
  browser: Browser,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext();
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}
