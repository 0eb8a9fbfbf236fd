import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Rules of axe that look at colours; every other one answers the same in both appearances. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds serious or critical on the page as it stands, in words; by all rules, or by these. */
export async function barriers(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (rules !== undefined) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => {
        const reason = failureSummary?.split('\n')[1]?.trim() ?? '';
        return `${id} at ${target.join(' ')}: ${reason}`;
      }),
    );
}

/** Pixels by which the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Expects a page that keeps nobody out as it stands, in both appearances. */
export async function expectOpenToAll(page: Page, where: string): Promise<void> {
  expect.soft(await overflow(page), `${where} is wider than its window`).toBeLessThanOrEqual(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveClass(colorScheme === 'dark' ? /dark/ : /^(?!.*dark)/);
    await atRest(page);
    const rules = colorScheme === 'dark' ? COLOUR_RULES : undefined;
    expect.soft(await barriers(page, rules), `${where}, ${colorScheme}`).toEqual([]);
  }
}

/** Colours change over a moment, and a picture may still be fading in. */
const atRest = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        return document.getAnimations().length;
      }),
    )
    .toBe(0);
