import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

/** The last link for signing in that the server has printed for an address. */
function printedLink(email: string): string | undefined {
  const text = readFileSync(join(process.env['SFUMATO_TEST_DATA']!, 'console.txt'), 'utf8');
  const lines = text.split('\n');
  const at = lines.findLastIndex((line) => line.startsWith(`Sign-in link for ${email} `));
  return at < 0 ? undefined : lines[at + 1]?.trim();
}

/** Asks for a link with the keyboard, and opens it. Ends where the page takes one. */
export async function signIn(page: Page, email: string): Promise<void> {
  const before = printedLink(email);
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('E-mail address').press('Enter');
  // The first one to ask has the database made.
  const printed = page.getByRole('heading', { name: 'A link was printed' });
  await expect(printed).toBeFocused({ timeout: 120_000 });
  await expect.poll(() => printedLink(email)).not.toBe(before);
  await page.goto(printedLink(email)!);
  const button = page.getByRole('button', { name: 'Sign in on this device' });
  // The page has to have read the link first; a press before that is lost.
  await expect(button).toBeEnabled();
  await button.press('Enter');
}

/** Puts pictures on the strip of this device, as the Studio does. */
export function keepOnDevice(page: Page, codes: readonly string[]): Promise<void> {
  return page.evaluate(
    (rows) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('sfumato-studio', 1);
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('strip', { keyPath: 'id' });
          opening.result.createObjectStore('history', { keyPath: 'id' });
        };
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('strip', 'readwrite');
          for (const row of rows) transaction.objectStore('strip').put(row);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    codes.map((code, i) => ({ id: `row${i}`, code, at: 1000 + i, order: i + 1 })),
  );
}
