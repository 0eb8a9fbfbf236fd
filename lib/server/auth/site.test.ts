import { afterEach, describe, expect, it, vi } from 'vitest';

import {
  configuredOrigin,
  isFromOwnPage,
  isSecureSite,
  originForLinks,
  originOf,
  ownPath,
  problemOfSetting,
} from './site';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('where a request was sent to', () => {
  const origin = (host: string) => originOf(new Headers({ host }));

  it('is what the setting says, whatever the request claims', () => {
    vi.stubEnv('SFUMATO_URL', 'https://sfumato.example/some/path');
    expect(origin('evil.example')).toBe('https://sfumato.example');
    expect(originForLinks(new Headers({ host: 'evil.example' }))).toBe('https://sfumato.example');
    expect(configuredOrigin({ SFUMATO_URL: 'ftp://sfumato.example' })).toBeUndefined();
    expect(configuredOrigin({ SFUMATO_URL: 'sfumato' })).toBeUndefined();
  });

  it('is the host of the request without one, if it is one', () => {
    vi.stubEnv('SFUMATO_URL', '');
    expect(origin('localhost:3000')).toBe('http://localhost:3000');
    expect(origin('[::1]:3000')).toBe('http://[::1]:3000');
    for (const host of ['', 'a b', 'a/b', 'a?b', 'a@b', 'a#b', 'a\\b', 'localhost:99999']) {
      expect(() => origin(host), host).toThrow(/where it was sent to/);
    }
  });

  it('is in links only if it is this machine', () => {
    vi.stubEnv('SFUMATO_URL', '');
    const link = (host: string) => originForLinks(new Headers({ host }));
    expect(link('localhost:3000')).toBe('http://localhost:3000');
    expect(link('127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
    for (const host of ['evil.example', '203.0.113.9', 'localhost.evil.example']) {
      expect(() => link(host), host).toThrow(/SFUMATO_URL=http/);
    }
  });
});

it('a setting that is no address of the web is not used, and that is said', () => {
  for (const text of ['localhost:3000', 'sfumato.example', 'ftp://sfumato.example', 'https://']) {
    expect(configuredOrigin({ SFUMATO_URL: text }), text).toBeUndefined();
    expect(problemOfSetting({ SFUMATO_URL: text }), text).toMatch(/SFUMATO_URL is not used/);
  }
  for (const text of [undefined, '', 'http://localhost:3000', 'HTTPS://sfumato.example/path']) {
    expect(problemOfSetting({ SFUMATO_URL: text }), text).toBeUndefined();
  }
  vi.stubEnv('SFUMATO_URL', 'HTTPS://sfumato.example');
  expect(isSecureSite()).toBe(true);
});

it('a page of this site is told by what browsers say of it', () => {
  vi.stubEnv('SFUMATO_URL', 'https://sfumato.example');
  const from = (headers: Record<string, string>) => isFromOwnPage(new Headers(headers));
  expect(from({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(from({ 'sec-fetch-site': 'cross-site', origin: 'https://sfumato.example' })).toBe(false);
  expect(from({ origin: 'https://sfumato.example' })).toBe(true);
  expect(from({ origin: 'http://localhost:3000', host: 'localhost:3000' })).toBe(true);
  expect(from({ origin: 'https://evil.example', host: 'localhost:3000' })).toBe(false);
  expect(from({ origin: 'null', host: 'localhost:3000' })).toBe(false);
  expect(from({})).toBeUndefined();
});

it('one goes on to paths of this site only', () => {
  expect(ownPath('/works/abc?a=b#c')).toBe('/works/abc?a=b#c');
  expect(ownPath('/a/../b')).toBe('/b');
  for (const path of [
    '//evil',
    '/\\evil',
    '/\t/evil',
    '\\evil',
    '/.//evil',
    '/..//evil',
    '/%2e//evil',
    '/.\\\\evil',
    '/a/..//evil',
    'evil',
    'https://evil',
    '',
    null,
  ]) {
    expect(ownPath(path, '/home'), String(path)).toBe('/home');
  }
});
