import { unstable_doesMiddlewareMatch as matches } from 'next/experimental/testing/server.js';
import { NextRequest } from 'next/server';
import { afterEach, expect, it, vi } from 'vitest';

import { config, proxy } from './proxy';
import { NOT_FRAMEABLE } from './scripts/lib/headers.mjs';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('every page has a policy, and files that lie beside pages need none', () => {
  for (const url of [
    ...['/', '/models', '/models/some-64', '/models/compare', '/models/compare?a=b'],
    ...['/models/a/b', '/models/index.jsonx', '/embed/abc', '/api/account', '/swxjs', '/nothing'],
  ]) {
    expect(matches({ config, url }), url).toBe(true);
  }
  for (const url of [
    ...['/models/index.json', '/models/some-64/card.json', '/models/some-64/weights-0f.bin'],
    ...['/models/some-64/poster.png', '/_next/static/chunks/a.js', '/wasm/a/b.wasm'],
    ...['/icons/a.png', '/sw.js', '/sw-manifest.js'],
  ]) {
    expect(matches({ config, url }), url).toBe(false);
  }
});

it('the embedded works alone may be framed, as Next reads paths', () => {
  const isKept = (url: string) => matches({ config: { matcher: NOT_FRAMEABLE }, url });
  expect(isKept('/embed/abc')).toBe(false);
  for (const url of ['/', '/embed', '/embed/a/b', '/works/embed/a']) {
    expect(isKept(url), url).toBe(true);
  }
});

it('browsers are told to stay with https where that is what people type', () => {
  const told = (url: string) => {
    vi.stubEnv('SFUMATO_URL', url);
    return proxy(new NextRequest('http://localhost/')).headers.has('strict-transport-security');
  };
  expect(told('HTTPS://sfumato.example')).toBe(true);
  expect(told('https://')).toBe(false);
  expect(told('http://sfumato.example')).toBe(false);
  expect(told('')).toBe(false);
});
