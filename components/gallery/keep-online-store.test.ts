import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import {
  keepOnline,
  rememberDraft,
  replacedWords,
  resumeDraft,
  subscribeToDraft,
  wordsOf,
  type KeepDraft,
} from './keep-online-store';

const device = new Map<string, string>();
let isFull = false;
const page = {
  location: { pathname: '/p/code', search: '?keep' },
  history: {
    replaceState(_: unknown, __: string, path: string) {
      page.location = { pathname: path, search: '' };
    },
  },
  localStorage: {
    getItem: (key: string) => device.get(key) ?? null,
    setItem(key: string, value: string) {
      if (isFull) throw new Error('No room.');
      device.set(key, value);
    },
    removeItem: (key: string) => device.delete(key),
  },
};

beforeEach(() => {
  vi.stubGlobal('window', page);
  device.clear();
  isFull = false;
  page.location = { pathname: '/p/code', search: '?keep' };
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const work = { kind: 'point', code: 'code', picture: 'code', parents: [] } as const;

/** What a screen is told of from now on, the last first. */
function screen() {
  const told: (KeepDraft | undefined)[] = [];
  return { told, leave: subscribeToDraft((draft) => told.unshift(draft)) };
}

it('says what was typed, and leaves the rest as it was said before', () => {
  const before = { title: 'Old', note: 'A long note', visibility: 'public' } as const;
  expect(wordsOf({ title: 'x' }, before)).toEqual({ ...before, title: 'x' });
  expect(wordsOf({ visibility: 'link' }, before)).toEqual({ ...before, visibility: 'link' });
  expect(wordsOf({ note: '' }, before)).toEqual({ ...before, note: '' });
  expect(wordsOf({ title: 'x' })).toEqual({ title: 'x', note: '', visibility: 'private' });
});

it('tells which earlier words are about to be replaced', () => {
  const before = { title: 'Old', note: 'A long note', visibility: 'public' } as const;
  expect(replacedWords({ title: 'x', note: '' }, before)).toEqual([
    'Its title so far: Old',
    'Its note so far: A long note',
  ]);
  expect(replacedWords({ title: 'Old', visibility: 'link' }, before)).toEqual([]);
  expect(replacedWords({ title: 'x' }, { ...before, title: '' })).toEqual([]);
  expect(replacedWords({ title: 'x' })).toEqual([]);
});

it('comes back from signing in with what was typed, and nothing else', () => {
  const { told, leave } = screen();
  keepOnline(work);
  expect(rememberDraft({ ...told[0]!, typed: { title: 'x' } })).toBe(true);
  resumeDraft();
  expect(told[0]).toMatchObject({ code: 'code', typed: { title: 'x' } });
  expect(page.location).toEqual({ pathname: '/p/code', search: '' });
  expect(device.size).toBe(0);
  leave();
});

it('says that there is no room for what was typed', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { told, leave } = screen();
  keepOnline(work);
  isFull = true;
  expect(rememberDraft(told[0]!)).toBe(false);
  leave();
});

it('stays on the screen that it was opened on', () => {
  const studio = screen();
  keepOnline(work);
  expect(studio.told).toHaveLength(1);
  studio.leave();
  const walk = screen();
  expect(walk.told).toEqual([]);
  walk.leave();
});
