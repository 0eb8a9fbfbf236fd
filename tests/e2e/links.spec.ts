/** Links: what somebody else sees, what is wrong with broken ones, and what others preview. */
import { expect, test, type APIRequestContext } from '@playwright/test';
import sharp from 'sharp';

import { encodeArithmetic, encodePoint, encodeWalk } from '@/lib/latent/codec';
import { sealEnvelope } from '@/lib/latent/codec/envelope';
import type { ModelFacts } from '@/lib/latent/point';

import { artists, catalogue, codeOf, facts, pointOf, resolution } from './support/models';
import { expectPicture, expectSame, rasterOf, rasterOn } from './support/pictures';
import { inFreshProfile } from './support/profiles';
import { changed, expectAddress, open, picture, settled } from './support/studio';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const POINT = pointOf(3, { [artists[1]!.id]: 0.6, [artists[4]!.id]: 0.4 });
const CODE = codeOf(POINT);
const WALK = encodeWalk(
  {
    model: facts.id,
    keyframes: [1, 2].map((seed) => ({ point: pointOf(seed), seconds: 2 })),
    interpolation: 'slerp',
    loop: false,
  },
  catalogue,
);
const ARITHMETIC = encodeArithmetic({ a: [POINT], b: [pointOf(5)], c: [pointOf(6)] }, catalogue);

/** A point's code as a model with other facts would have written it. */
const codeBy = (other: Partial<ModelFacts>) => {
  const model = { ...facts, ...other };
  return encodePoint({ ...pointOf(1), model: model.id }, [model]);
};

test('somebody else sees the same picture and can walk on from there', async ({
  page,
  browser,
}) => {
  const start = await open(page, `/p/${CODE}`);
  await page.getByRole('button', { name: 'Roll the dice' }).click();
  const code = await changed(page, start);
  await expectAddress(page, code);
  const mine = await rasterOn(picture(page));
  expectPicture(mine);
  await inFreshProfile(browser, async (theirs) => {
    await theirs.goto(page.url());
    await settled(theirs, code);
    expectSame(await rasterOn(picture(theirs)), mine);
    await theirs.getByRole('button', { name: 'New motif' }).click();
    await changed(theirs, code);
  });
});

test('the page of a link leaves the address alone until something is done', async ({ page }) => {
  await open(page, `/p/${CODE}?backend=wasm`);
  expect(new URL(page.url()).pathname).toBe(`/p/${CODE}`);
  await page.getByRole('button', { name: 'Roll the dice' }).click();
  await expectAddress(page, await changed(page, CODE));
  expect(new URL(page.url()).search).toBe('?backend=wasm');
});

test('the way back leads to what a link became, not to the link', async ({ page }) => {
  const start = await open(page, `/p/${CODE}`);
  await page.getByRole('button', { name: 'Roll the dice' }).click();
  const code = await changed(page, start);
  await expectAddress(page, code);
  await page.getByRole('link', { name: 'Models' }).click();
  await expect(page).toHaveTitle(/Models/);
  await page.goBack();
  await settled(page, code);
  await expectAddress(page, code);
});

test('a short link that is pasted into the Studio opens there', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const start = await open(page, `/p/${CODE}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy short link' }).click();
  await expect(page.getByText(/^Short link copied/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Roll the dice' }).click();
  await changed(page, start);
  await page.keyboard.press('ControlOrMeta+V');
  await settled(page, CODE);
});

const BROKEN: readonly (readonly [what: string, path: string, heading: RegExp])[] = [
  [
    'a damaged code',
    `/p/${CODE.slice(0, -1)}${CODE.endsWith('A') ? 'B' : 'A'}`,
    /damaged|not open/,
  ],
  ['half a code', `/p/${CODE.slice(0, CODE.length / 2)}`, /damaged|not open/],
  ['no code at all', '/p/hello', /damaged|not open/],
  [
    'a newer format',
    `/p/${sealEnvelope({ version: 2, body: new Uint8Array(24).fill(7) })}`,
    /newer/,
  ],
  ['a model that is not here', `/p/${codeBy({ id: 'elsewhere-64' })}`, /model.*not here/],
  ['an older version of the model', `/p/${codeBy({ version: facts.version - 1 })}`, /learn/],
  ['a newer version of the model', `/p/${codeBy({ version: facts.version + 1 })}`, /newer|learn/],
  ['a damaged walk', `/walk/${WALK.slice(0, -3)}`, /damaged|not open/],
  ['a damaged arithmetic', `/arithmetic/${ARITHMETIC.slice(0, -3)}`, /damaged|not open/],
];

for (const [what, path, heading] of BROKEN) {
  test(`${what} is told, with a way on`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response!.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    // A reason in words, not the name of an error.
    await expect(page.getByRole('main')).toContainText(/[a-z]+ [a-z]+ [a-z]+.*\./);
    await expect(page.getByRole('main')).not.toContainText(/undefined|Error|\[object/);
    await page.getByRole('link', { name: 'Open the Studio' }).click();
    await settled(page);
  });
}

test('a link on the wrong screen finds its own', async ({ page }) => {
  await page.goto(`/walk/${CODE}`);
  await settled(page, CODE);
  await page.goto(`/p/${WALK}`);
  await page
    .getByRole('link', { name: 'Open the walk' })
    .or(page.getByRole('region', { name: 'Pictures of the walk' }))
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/walk/${WALK}$`));
  await expect(page.getByRole('slider', { name: 'Place in the walk' })).toBeVisible();
});

test('hostile addresses are refused calmly', async ({ request }) => {
  const hostile = [
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e%2f%2e%2e%2fpackage.json',
    '%00',
    '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    '%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
    "'%20OR%201%3D1--",
    '%F0%9F%96%BC%EF%B8%8F',
    '%E0%A4%A', // not even an encoding
    '__proto__',
    'constructor',
    '-1',
    'A'.repeat(16_000),
    'A'.repeat(60_000),
    `${CODE}%0d%0aSet-Cookie:%20a=b`,
  ];
  for (const code of hostile) {
    for (const path of [`/p/${code}`, `/walk/${code}`, `/arithmetic/${code}`]) {
      const page = await request.get(path);
      expect(page.status(), path.slice(0, 80)).toBeGreaterThanOrEqual(400);
      expect(page.status(), path.slice(0, 80)).toBeLessThan(500);
      const html = await page.text();
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img src=x');
      expect(page.headers()['set-cookie']).toBeUndefined();
    }
    for (const path of [`/p/${code}/picture.png`, `/p/${code}/opengraph-image`]) {
      const file = await request.get(path);
      expect(file.status(), path.slice(0, 80)).toBeGreaterThanOrEqual(400);
      expect(file.status(), path.slice(0, 80)).toBeLessThan(500);
    }
  }
});

test("the server draws a link's picture in the size that is asked for", async ({
  page,
  request,
}) => {
  const address = `/p/${CODE}/picture.png`;
  for (const size of [resolution, 300, 1024]) {
    const response = await request.get(`${address}?size=${size}`);
    expect(response.status()).toBe(200);
    expect(response.headers()['content-type']).toBe('image/png');
    const { width, height, format } = await sharp(await response.body()).metadata();
    expect({ width, height, format }).toEqual({ width: size, height: size, format: 'png' });
  }
  for (const size of ['0', '-5', '1', '1025', '99999999999', '1e3', '64.5', 'large', '']) {
    const response = await request.get(`${address}?size=${encodeURIComponent(size)}`);
    expect(response.status(), `size=${size}`).toBe(400);
    expect(await response.text()).toMatch(/^[A-Z].*\.\s*$/);
  }
  const drawn = await rasterOf(await (await request.get(address)).body());
  await open(page, `/p/${CODE}`);
  expectSame(await rasterOn(picture(page)), drawn);
});

for (const [kind, path] of [
  ['a picture', `/p/${CODE}`],
  ['a walk', `/walk/${WALK}`],
  ['an arithmetic', `/arithmetic/${ARITHMETIC}`],
] as const) {
  test(`the link to ${kind} has a preview for others`, async ({ request }) => {
    const html = await (await request.get(path)).text();
    expect(metaOf(html, 'og:title')).toMatch(/\w/);
    expect(metaOf(html, 'og:description')).toMatch(/\w/);
    expect(metaOf(html, 'twitter:card')).toBe('summary_large_image');
    expect(metaOf(html, 'og:image:width')).toBe('1200');
    expect(metaOf(html, 'og:image:height')).toBe('630');
    const image = new URL(metaOf(html, 'og:image')!);
    const file = await previewAt(request, image.pathname + image.search);
    const { width, height } = await sharp(file).metadata();
    expect({ width, height }).toEqual({ width: 1200, height: 630 });
    expectPicture(await rasterOf(file));
  });
}

async function previewAt(request: APIRequestContext, path: string): Promise<Buffer> {
  const response = await request.get(path);
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toMatch(/^image\/(png|jpeg)$/);
  return response.body();
}

function metaOf(html: string, name: string): string | undefined {
  const tag = new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html);
  return tag?.[1]?.replaceAll('&amp;', '&');
}
