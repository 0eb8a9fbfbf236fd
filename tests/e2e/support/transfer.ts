/** Hands and eyes for Transfer. */
import { readFileSync } from 'node:fs';

import { expect, type Locator, type Page } from '@playwright/test';

import { modelIndexSchema, stylizerCardSchema, type StylizerEntry } from '@/models/card';

import type { Upload } from './identify';

// Not models/registry: the test runner cannot import JSON on every Node that must do.
const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../public/models/${path}`, import.meta.url), 'utf8'));

/** What links are read and written with. */
export const stylizers: readonly StylizerEntry[] = modelIndexSchema
  .parse(read('index.json'))
  .filter((entry) => entry.kind === 'stylizer');

/** The styles of the stylizer that the page uses; empty where none is shipped. */
export const house = stylizers[0]
  ? stylizerCardSchema.shape.styles.parse(
      (read(`${stylizers[0].id}/card.json`) as { styles: unknown }).styles,
    )
  : [];

/** The model, and a processor that others use as well. */
export const FIRST_PAINTING = { timeout: 120_000 };

/** The canvas of the painting. */
export const painting = (page: Page): Locator => page.locator('canvas[data-stage]');

/** Opens a path and waits until it listens. */
export async function open(page: Page, path = '/transfer'): Promise<void> {
  await page.goto(path);
  await expect(page.getByLabel('File of the picture')).toBeAttached(FIRST_PAINTING);
}

/** Puts a file into the dialog behind "Choose a picture". */
export const choose = (page: Page, file: Upload): Promise<void> =>
  page.getByLabel('File of the picture').setInputFiles([file]);

/** Waits until the picture of this name is painted in this style, at whatever size. */
export async function painted(page: Page, name: string, style: string | RegExp): Promise<void> {
  const words = typeof style === 'string' ? escaped(style) : style.source;
  await expect(
    page.getByRole('img', { name: new RegExp(`^“${escaped(name)}”, painted in .*${words}`) }),
  ).toBeVisible(FIRST_PAINTING);
}

/** Waits for the result in full. */
export const finished = (page: Page): Promise<void> =>
  expect(painting(page)).toHaveAttribute('data-stage', 'whole', FIRST_PAINTING);

/** A style among those of the painters. */
export const tile = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${escaped(name)}: Mean of`) });

export const chosen = (page: Page): Locator =>
  page.getByRole('list', { name: 'Chosen styles' }).getByRole('listitem');

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
