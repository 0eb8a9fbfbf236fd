/** Hands and eyes for Identify. */
import { readFileSync } from 'node:fs';

import { expect, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';

import { createRandom } from '@/lib/latent/random';
import { modelIndexSchema, type ClassifierEntry } from '@/models/card';

// Not models/registry: the test runner cannot import JSON on every Node that must do.
const file = new URL('../../../public/models/index.json', import.meta.url);

/** What links to answers are read and written with. */
export const classifiers: readonly ClassifierEntry[] = modelIndexSchema
  .parse(JSON.parse(readFileSync(file, 'utf8')))
  .filter((entry) => entry.kind === 'classifier');

/** The classifier that the page uses. */
export const classifier = classifiers[0]!;

/** The first answer waits for the model and for a processor that others use as well. */
export const FIRST_ANSWER = { timeout: 120_000 };

export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture of soft fields of colour, another one for every seed. */
export async function painting(seed: number, name = `painting-${seed}.jpg`): Promise<Upload> {
  const random = createRandom(seed);
  const [width, height] = [9, 7];
  const fields = Buffer.from(Array.from({ length: width * height * 3 }, () => random.integer(256)));
  const buffer = await sharp(fields, { raw: { width, height, channels: 3 } })
    .resize(720, 560, { fit: 'fill', kernel: 'cubic' })
    .jpeg({ quality: 90 })
    .toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

/** Opens the page and waits until it listens. */
export async function open(page: Page): Promise<void> {
  await page.goto('/identify');
  await expect(page.getByLabel('Files of pictures')).toBeAttached();
}

/** Puts files into the dialog behind "Choose pictures". */
export const choose = (page: Page, files: readonly Upload[]): Promise<void> =>
  page.getByLabel('Files of pictures').setInputFiles([...files]);

/** The artists of the answer on show, the nearest first. */
export const nearest = (page: Page): Locator =>
  page.getByRole('list', { name: 'Nearest painters' }).getByRole('listitem');

/** Waits for the answer about the picture of this name. */
export async function answered(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('img', { name: `Yours, “${name}”` })).toBeVisible(FIRST_ANSWER);
  await expect(nearest(page).first()).toBeVisible(FIRST_ANSWER);
}

/** Opens the page, gives it one picture and waits for the answer. */
export async function identified(page: Page, seed = 1): Promise<void> {
  const given = await painting(seed);
  await open(page);
  await choose(page, [given]);
  await answered(page, given.name);
}

/** The numbers in a locator's text that are followed by a percent sign. */
export async function percentsOf(locator: Locator): Promise<number[]> {
  const texts = await locator.allInnerTexts();
  return texts.flatMap((text) => [...text.matchAll(/(\d+)\s%/g)].map((match) => Number(match[1])));
}
