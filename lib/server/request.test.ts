import { expect, it } from 'vitest';

import { readOwnJson } from './request';

const send = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  readOwnJson(
    new Request('http://localhost/s', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    }),
    40,
  );

it('reads what a page of this site or a program sends', async () => {
  expect(await send('{"a":"ä"}')).toEqual({ a: 'ä' });
  expect(await send('[1]', { 'sec-fetch-site': 'same-origin' })).toEqual([1]);
});

it('refuses other sites', async () => {
  for (const site of ['cross-site', 'same-site', 'none']) {
    const sent = send('{}', { 'sec-fetch-site': site });
    await expect(sent, site).rejects.toMatchObject({ code: 'not-allowed' });
  }
  const form = send('{}', { 'content-type': 'text/plain' });
  await expect(form).rejects.toMatchObject({ code: 'invalid-input' });
});

it('refuses what is too long, however long it says it is, and what is no JSON', async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(16)),
  });
  const request = new Request('http://localhost/s', {
    method: 'POST',
    body: endless,
    headers: { 'content-type': 'application/json' },
    ...{ duplex: 'half' },
  });
  await expect(readOwnJson(request, 40)).rejects.toMatchObject({ code: 'invalid-input' });
  for (const body of ['', '{', null, `"${'x'.repeat(39)}"`]) {
    await expect(send(body)).rejects.toMatchObject({ code: 'invalid-input' });
  }
  expect(await send(`"${'x'.repeat(38)}"`)).toBe('x'.repeat(38));
});
