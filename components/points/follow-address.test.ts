import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { currentToasts } from '@/components/ui/toast-store';
import { SfumatoError } from '@/lib/errors';

import { followAddress, stateToResume } from './follow-address';

const memory = new Map<string, string>();
const replaced: string[] = [];
const clicks = new EventTarget();
const page = {
  addEventListener: clicks.addEventListener.bind(clicks),
  removeEventListener: clicks.removeEventListener.bind(clicks),
  location: { pathname: '/walk', search: '?backend=wasm' },
  history: { replaceState: (_: unknown, __: string, path: string) => replaced.push(path) },
  localStorage: {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => memory.set(key, value),
    removeItem: (key: string) => memory.delete(key),
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', page);
  memory.clear();
  replaced.length = 0;
  page.location.pathname = '/walk';
  page.location.search = '?backend=wasm';
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const read = (code: string) => {
  if (code === 'broken') throw new SfumatoError('invalid-code', 'Broken.');
  return `state of ${code}`;
};

it('writes before a click does its work, so that no later change calls a journey off', () => {
  let change = () => {};
  const stop = followAddress({
    screen: '/walk',
    code: () => 'one',
    subscribe: (listener) => {
      change = listener;
      return () => {};
    },
  });
  change();
  clicks.dispatchEvent(new Event('click'));
  expect(replaced).toEqual(['/walk/one?backend=wasm']);
  vi.advanceTimersByTime(10_000);
  expect(replaced).toHaveLength(1);
  stop();
});

it('writes the last of many changes into the address, and remembers it', () => {
  let change = () => {};
  let code: string | undefined;
  const stop = followAddress({
    screen: '/walk',
    code: () => code,
    subscribe: (listener) => {
      change = listener;
      return () => {};
    },
  });
  for (code of ['one', 'two', 'three']) change();
  vi.advanceTimersByTime(1000);
  expect(replaced).toEqual(['/walk/three?backend=wasm']);
  page.location.pathname = '/walk';
  expect(stateToResume('/walk', undefined, read)).toBe('state of three');

  code = undefined;
  change();
  vi.advanceTimersByTime(1000);
  expect(replaced.at(-1)).toBe('/walk?backend=wasm');
  expect(stateToResume('/walk', undefined, read)).toBeUndefined();
  stop();
});

it('goes on with what is in the address before what is remembered', () => {
  memory.set('sfumato.walk', 'kept');
  page.location.pathname = '/walk/edited';
  expect(stateToResume('/walk', 'opened', read)).toBe('state of edited');
  page.location.pathname = '/walk/opened';
  expect(stateToResume('/walk', 'opened', read)).toBeUndefined();
});

it('is content with what the page was rendered with when the rest cannot be read', () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  memory.set('sfumato.walk', 'broken');
  expect(stateToResume('/walk', undefined, read)).toBeUndefined();
});

it('opens the link that was asked for without a network, and then lets go of it', () => {
  memory.set('sfumato.walk', 'last');
  page.location.search = '?backend=wasm&open=asked';
  expect(stateToResume('/walk', undefined, read)).toBe('state of asked');

  let change = () => {};
  followAddress({
    screen: '/walk',
    code: () => 'asked',
    subscribe: (listener) => {
      change = listener;
      return () => {};
    },
  });
  change();
  vi.advanceTimersByTime(1000);
  expect(replaced).toEqual(['/walk/asked?backend=wasm']);

  page.location.search = '?open=broken';
  expect(stateToResume('/walk', undefined, read)).toBeUndefined();
  expect(currentToasts().at(-1)?.title).toBe('Broken.');
});
