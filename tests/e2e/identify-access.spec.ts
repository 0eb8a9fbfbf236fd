/** Identify for everybody: any screen, any appearance, without a mouse; and links that lead nowhere. */
import { expect, test, type Page } from '@playwright/test';

import { encodeAnswer, type ClassifierFacts } from '@/lib/identify/code';
import type { Answer } from '@/lib/identify/answer';
import { openEnvelope, sealEnvelope } from '@/lib/latent/codec/envelope';

import { expectOpenToAll, overflow } from './support/barriers';
import {
  answered,
  choose,
  classifier,
  FIRST_ANSWER,
  nearest,
  open,
  painting,
} from './support/identify';
import { codeOf, pointOf } from './support/models';
import { settled } from './support/studio';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const likely = (list: ClassifierFacts['artists'], probabilities: readonly number[]) =>
  probabilities.map((probability, i) => {
    const { id, name } = list[i]!;
    return { id, name, probability };
  });

const ANSWER: Answer = {
  model: classifier.id,
  version: classifier.version,
  artists: likely(classifier.artists, [0.6, 0.2, 0.1, 0.05, 0.01]),
  styles: likely(classifier.styles, [0.7, 0.2]),
  genres: likely(classifier.genres, [0.9]),
  noneOfThese: 0.15,
};
const CODE = encodeAnswer(ANSWER, [classifier]);
const NONE = encodeAnswer({ ...ANSWER, noneOfThese: 0.9 }, [classifier]);

/** At a desk, on a phone, and within the window at twice the text's size. */
async function expectOpenEverywhere(page: Page, what: string): Promise<void> {
  // As a zoom of 200 % on a desk of 1280 px (WCAG 1.4.4, 1.4.10).
  await page.setViewportSize({ width: 640, height: 400 });
  expect.soft(await overflow(page), `${what} at 200 %`).toBeLessThanOrEqual(0);
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await expectOpenToAll(page, `${what} at ${size.width} px`);
  }
}

test('no serious barrier on the empty page', async ({ page }) => {
  await open(page);
  await expectOpenEverywhere(page, 'the empty page');
});

test('no serious barrier on an answer', async ({ page }) => {
  const svg = { name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') };
  await open(page);
  await choose(page, [svg, await painting(1)]);
  await answered(page, 'painting-1.jpg');
  await page.getByRole('button', { name: 'Show what decided' }).click();
  await expect(page.locator('canvas[data-artist]')).toBeVisible(FIRST_ANSWER);
  await expectOpenEverywhere(page, 'an answer');
});

test('no serious barrier on a comparison and on the way to it', async ({ page }) => {
  await open(page);
  await choose(page, [await painting(1), await painting(2)]);
  await expect(page.getByRole('button', { name: /^painting-2.jpg, nearest to/ })).toBeVisible(
    FIRST_ANSWER,
  );
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expectOpenToAll(page, 'the choice of a second picture');
  await page.getByRole('button', { name: 'Compare with painting-2.jpg' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toContainText(/\d\.\d\d/, FIRST_ANSWER);
  await expectOpenEverywhere(page, 'the comparison');
});

for (const [what, code] of [
  ['a shared answer', CODE],
  ['a shared "none of these"', NONE],
  ['a broken link', CODE.slice(0, -2)],
] as const) {
  test(`no serious barrier on ${what}`, async ({ page }) => {
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/identify/${code}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expectOpenToAll(page, `${what} at ${width} px`);
    }
  });
}

test('a keyboard is enough', async ({ page }) => {
  // Before the page is there: the browser is not asked to hand the dialog over in time otherwise.
  const choosing = page.waitForEvent('filechooser');
  await open(page);
  await page.keyboard.press('Control+o');
  await (await choosing).setFiles([await painting(1), await painting(2)]);
  await answered(page, 'painting-1.jpg');
  await expect(page.getByRole('status').first()).toContainText(/painting-\d.jpg: /, FIRST_ANSWER);

  const second = page.getByRole('button', { name: /^painting-2.jpg, nearest to/ });
  await expect(second).toBeVisible(FIRST_ANSWER);
  await second.focus();
  await page.keyboard.press('Enter');
  await answered(page, 'painting-2.jpg');
  await nearest(page).nth(2).getByRole('button').focus();
  await page.keyboard.press('Space');
  await expect(page.locator('canvas[data-artist]')).toBeVisible(FIRST_ANSWER);
  const [show, hide] = ['Show', 'Hide'].map((what) =>
    page.getByRole('button', { name: `${what} what decided` }),
  );
  await hide!.focus();
  await page.keyboard.press('Enter');
  await expect(show!).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(hide!).toBeFocused();

  const compare = page.getByRole('button', { name: 'Compare', exact: true });
  await compare.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Compare with painting-1.jpg' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Back to one picture' }).focus();
  await page.keyboard.press('Enter');
  await expect(compare).toBeFocused();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('Choose pictures');
  await page.keyboard.press('Escape');
  await second.focus();
  await page.keyboard.press('Delete');
  await expect(second).toHaveCount(0);
  await answered(page, 'painting-1.jpg');
  await expect(page.getByRole('button', { name: /^painting-1.jpg, nearest to/ })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: 'Choose pictures' })).toBeFocused();
});

test('on a phone every screen is one button away', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await page.getByRole('button', { name: 'Screen: Identify' }).click();
  const screens = page.getByRole('dialog', { name: 'Screens' });
  await expect(screens.getByRole('link')).toHaveText([
    ...['Studio', 'Walk', 'Arithmetic', 'Identify'],
    ...['Transfer', 'Gallery', 'Models'],
  ]);
  await screens.getByRole('link', { name: 'Arithmetic' }).click();
  await expect(page).toHaveURL(/\/arithmetic/);
  await expect(page.getByRole('button', { name: 'Screen: Arithmetic' })).toBeVisible();
});

/** A code as a classifier with other facts would have written it. */
const codeBy = (other: Partial<ClassifierFacts>) => {
  const facts = { ...classifier, ...other };
  return encodeAnswer({ ...ANSWER, model: facts.id, version: facts.version }, [facts]);
};

const BROKEN: readonly (readonly [what: string, code: string, heading: RegExp])[] = [
  ['half a code', CODE.slice(0, CODE.length / 2), /not open/],
  ['no code at all', 'hello', /not open/],
  ['a newer format', sealEnvelope({ version: 2, body: openEnvelope(CODE).body }), /newer/],
  ['a model that is not here', codeBy({ id: 'elsewhere' }), /not here/],
  ['a newer version of the model', codeBy({ version: classifier.version + 1 }), /learning/],
  ['other painters', codeBy({ artists: [...classifier.artists].reverse() }), /learning/],
];

for (const [what, code, heading] of BROKEN) {
  test(`a link with ${what} is told, with a way on`, async ({ page }) => {
    const response = await page.goto(`/identify/${code}`);
    expect(response!.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(page.getByRole('main')).toContainText(/[a-z]+ [a-z]+ [a-z]+.*\./);
    await page.getByRole('link', { name: 'Try your own picture' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Which painter/);
  });
}

test('a link to a picture finds the Studio, also from here', async ({ page }) => {
  const code = codeOf(pointOf(5));
  await page.goto(`/identify/${code}`);
  await settled(page, code);
});

test('hostile addresses are refused calmly', async ({ request }) => {
  const hostile = [
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    '%E0%A4%A',
    '__proto__',
    'A'.repeat(20_000),
    `${CODE}%0d%0aSet-Cookie:%20a=b`,
  ];
  for (const code of hostile) {
    const response = await request.get(`/identify/${code}`);
    expect(response.status(), code.slice(0, 80)).toBeGreaterThanOrEqual(400);
    expect(response.status(), code.slice(0, 80)).toBeLessThan(500);
    expect(await response.text()).not.toContain('<script>alert');
    expect(response.headers()['set-cookie']).toBeUndefined();
  }
});
