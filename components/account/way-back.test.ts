import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { shortWay, wayBack } from './way-back';

const device = new Map<string, string>();

beforeEach(() => {
  device.clear();
  vi.stubGlobal('window', {
    localStorage: {
      getItem: (key: string) => device.get(key) ?? null,
      setItem: (key: string, value: string) => device.set(key, value),
      removeItem: (key: string) => device.delete(key),
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const LONG = `/walk/${'wA-_'.repeat(5000)}?keep`;

it('brings one back to a path that no cookie could hold', () => {
  const short = shortWay(LONG);
  const cookie = encodeURIComponent(
    `https://sfumato.example/sign-in/welcome?to=${encodeURIComponent(short)}`,
  );
  expect(cookie.length).toBeLessThan(3500);
  expect(wayBack(short)).toBe(LONG);
});

it('leaves short paths as they are, and keeps nothing of them', () => {
  const kept = shortWay(LONG);
  expect(shortWay('/works/abc?a=b')).toBe('/works/abc?a=b');
  expect(wayBack('/works/abc?a=b')).toBe('/works/abc?a=b');
  expect(device.size).toBe(0);
  // As on another device than the one that asked.
  expect(wayBack(kept)).toMatch(/^\/account/);
});

it('encodes no path that it lets through into more than a cookie holds', () => {
  for (const sign of ['a', '/', 'é']) {
    for (let length = 1; length < 2000; length += 50) {
      const way = shortWay(`/${sign.repeat(length)}`);
      expect(encodeURIComponent(encodeURIComponent(way)).length).toBeLessThan(3000);
    }
  }
});

it('tries the long path where nothing can be kept', () => {
  vi.stubGlobal('window', {});
  expect(shortWay(LONG)).toBe(LONG);
});
