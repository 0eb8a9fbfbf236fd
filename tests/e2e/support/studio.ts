/** Hands and eyes for the Studio. */
import { expect, type Locator, type Page } from '@playwright/test';

/** The first picture waits for the model and for a processor that others use as well. */
const FIRST_PICTURE = { timeout: 120_000 };

/** The one large picture. */
export const picture = (page: Page): Locator =>
  page.getByRole('figure').getByRole('img', { name: /^Generated picture/ });

/**
 * Waits until the picture stands still, at the point of `code` if one is given.
 * @returns the code of the point on show.
 */
export async function settled(page: Page, code?: string): Promise<string> {
  await expect(picture(page)).toHaveAttribute('data-state', 'still', FIRST_PICTURE);
  if (code !== undefined) await expect(picture(page)).toHaveAttribute('data-point', code);
  return (await picture(page).getAttribute('data-point')) ?? '';
}

/** Opens a path of the Studio and waits for its picture. */
export async function open(page: Page, path: string): Promise<string> {
  await page.goto(path);
  return settled(page);
}

/** Waits until another picture than `before` stands still. @returns its code. */
export async function changed(page: Page, before: string): Promise<string> {
  await expect(picture(page)).not.toHaveAttribute('data-point', before);
  return settled(page);
}

/** The address in the address bar follows the picture. */
export async function expectAddress(page: Page, code: string): Promise<void> {
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/p/${code}`);
}

/** On a desk, three panels share the place beside the picture. */
export async function showPanel(page: Page, name: 'Mix' | 'Variations' | 'History'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('region', { name })).toBeVisible();
}

/** Presses on the middle of an element, moves there in steps, and lets go after `during`. */
export async function drag(
  page: Page,
  from: Locator,
  by: { readonly x: number; readonly y: number },
  during: () => Promise<void>,
): Promise<void> {
  const box = (await from.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x, y + by.y, { steps: 12 });
  await during();
  await page.mouse.up();
}

/** Lets go of a file over the page, as if it came from the desktop. */
export async function drop(
  page: Page,
  file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
): Promise<void> {
  const { name, type } = file;
  const base64 = Buffer.from(file.bytes).toString('base64');
  const dataTransfer = await page.evaluateHandle(
    async ({ name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    { name, type, base64 },
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

type Recorded = typeof globalThis & { recordedStates?: string[] };

/** From the next page on, notes every state that the picture passes through. */
export async function recordStates(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const states: string[] = ((globalThis as Recorded).recordedStates = []);
    new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        if (target instanceof HTMLCanvasElement) states.push(target.dataset['state'] ?? '');
      }
    }).observe(document, { subtree: true, attributeFilter: ['data-state'] });
  });
  return () => page.evaluate(() => (globalThis as Recorded).recordedStates ?? []);
}
