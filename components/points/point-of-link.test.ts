import { afterEach, expect, it, vi } from 'vitest';

import { encodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import { pointOfLink } from './point-of-link';

const catalogue: readonly ModelFacts[] = [{ id: 'm', version: 1, latentDim: 6, classIds: [] }];
const point: LatentPoint = { model: 'm', source: { kind: 'seed', seed: 5 }, mix: [], psi: 1 };
const code = encodePoint(point, catalogue);
const SHORT = 'https://sfumato.example/s/abcDE23';

function answers(answer: Partial<Response> | Error) {
  const asked = vi.fn(() =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as Response),
  );
  vi.stubGlobal('fetch', asked);
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

it('asks its own server where a short link leads, and nobody about a long one', async () => {
  const url = `https://sfumato.example/p/${code}`;
  const asked = answers({ ok: true, redirected: true, status: 200, url });
  expect(await pointOfLink(url, catalogue)).toEqual(point);
  expect(asked).not.toHaveBeenCalled();
  expect(await pointOfLink(SHORT, catalogue)).toEqual(point);
  expect(asked).toHaveBeenCalledWith('/s/abcDE23', { method: 'HEAD' });
});

it.each([
  ['a link that was never given', { ok: false, status: 404 }, /not given by this server/],
  [
    'a server that cannot look',
    { ok: true, redirected: false, status: 200 },
    /cannot be looked up/,
  ],
  ['no connection', new TypeError('Failed to fetch'), /cannot be looked up/],
  [
    'a short link to something else',
    { ok: true, redirected: true, url: 'https://sfumato.example/about' },
    /does not lead to a picture/,
  ],
])('says what is wrong with %s', async (_, answer, sentence) => {
  answers(answer);
  await expect(pointOfLink(SHORT, catalogue)).rejects.toThrow(sentence);
});
