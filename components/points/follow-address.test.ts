import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { currentToasts, dismissToast } from '@/components/ui/toast-store';
import { SfumatoError } from '@/lib/errors';

import { followAddress, stateToResume } from './follow-address';

/** So many characters find room in each storage. */
let room = Infinity;
const storage = (values: Map<string, string>) => ({
  getItem: (key: string) => values.get(key) ?? null,
  setItem(key: string, value: string) {
    const others = [...values].filter(([other]) => other !== key);
    if ([...others, [key, value]].flat().join('').length > room) throw new Error('No room.');
    values.set(key, value);
  },
  removeItem: (key: string) => values.delete(key),
});
/** What the device and the tab remember. */
const device = new Map<string, string>();
const tab = new Map<string, string>();
const replaced: string[] = [];
const events = new EventTarget();
const page = {
  addEventListener: events.addEventListener.bind(events),
  removeEventListener: events.removeEventListener.bind(events),
  location: { pathname: '/walk', search: '?backend=wasm' },
  history: {
    replaceState(_: unknown, __: string, path: string) {
      replaced.push(path);
      page.location = { pathname: path.split('?')[0]!, search: /\?.*$/.exec(path)?.[0] ?? '' };
    },
  },
  localStorage: storage(device),
  sessionStorage: storage(tab),
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', page);
  device.clear();
  tab.clear();
  replaced.length = 0;
  room = Infinity;
  page.location = { pathname: '/walk', search: '?backend=wasm' };
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  currentToasts().forEach(({ id }) => dismissToast(id));
});

const resume = (rendered?: string) =>
  stateToResume({
    screen: '/walk',
    rendered,
    what: 'walk',
    decode(code) {
      if (code.startsWith('broken')) throw new SfumatoError('outdated-point', 'Learned anew.');
      return `state of ${code}`;
    },
  });

/** The screen, opened at a link if `rendered` says so; it shows `first`. */
function follow(first: string | undefined, rendered?: string) {
  let shown = first;
  let changed = () => {};
  const stop = followAddress({
    screen: '/walk',
    rendered,
    code: () => shown,
    subscribe: (listener) => {
      changed = listener;
      return () => {};
    },
  });
  return {
    stop,
    change(code: string | undefined) {
      shown = code;
      changed();
    },
  };
}

const toasts = () => currentToasts().map(({ title, description }) => [title, description]);

it('writes before a click does its work, so that no later change calls a journey off', () => {
  const { change, stop } = follow(undefined);
  change('one');
  events.dispatchEvent(new Event('click'));
  expect(replaced).toEqual(['/walk/one?backend=wasm']);
  vi.advanceTimersByTime(10_000);
  expect(replaced).toHaveLength(1);
  stop();
});

it('writes the last of many changes into the address, and remembers it', () => {
  const { change, stop } = follow('example');
  ['one', 'two', 'three'].forEach(change);
  vi.advanceTimersByTime(1000);
  expect(replaced).toEqual(['/walk/three?backend=wasm']);
  expect(device.get('sfumato.walk')).toBe('three');

  change(undefined);
  vi.advanceTimersByTime(1000);
  expect(replaced.at(-1)).toBe('/walk?backend=wasm');
  expect(resume()).toBeUndefined();
  stop();
});

it('goes on with what is in the address before what is remembered', () => {
  device.set('sfumato.walk', 'kept');
  page.location.pathname = '/walk/edited';
  expect(resume('opened')).toBe('state of edited');
  page.location.pathname = '/walk/opened';
  expect(resume('opened')).toBeUndefined();
  page.location.pathname = '/walk';
  expect(resume()).toBe('state of kept');
});

describe('what can no longer be read', () => {
  it('is told, and nothing made since takes its place', () => {
    device.set('sfumato.walk', 'broken');
    expect(resume()).toBeUndefined();
    expect(toasts()).toEqual([
      ['Your walk of the last visit can no longer be shown.', 'Learned anew.'],
    ]);
    const { change, stop } = follow('example');
    change('new');
    vi.advanceTimersByTime(1000);
    stop();
    expect([...device]).toEqual([
      ['sfumato.walk.set-aside', 'broken'],
      ['sfumato.walk', 'new'],
    ]);
  });

  it('is there again when its model is, as long as nothing else was made', () => {
    device.set('sfumato.walk', 'broken');
    resume();
    device.set('sfumato.walk.set-aside', 'mended');
    expect(resume()).toBe('state of mended');
    device.set('sfumato.walk', 'new');
    expect(resume()).toBe('state of new');
  });
});

describe('with no room left on the device', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
  });

  it('the address follows all the same', () => {
    room = 0;
    const { change, stop } = follow('example');
    change('one');
    vi.advanceTimersByTime(1000);
    expect(replaced).toEqual(['/walk/one?backend=wasm']);
    stop();
  });

  it('the tab keeps a change right before leaving', () => {
    device.set('other', 'x'.repeat(100));
    room = 100;
    const { change, stop } = follow('example');
    change('one');
    stop();
    expect(tab.get('sfumato.walk.unwritten')).toBe('/walk one');
  });

  it('what can no longer be read is set aside in its own place', () => {
    device.set('sfumato.walk', 'broken '.repeat(20));
    device.set('other', 'x'.repeat(100));
    room = [...device].flat().join('').length + 20;
    expect(resume()).toBeUndefined();
    expect(toasts()).toHaveLength(1);
    expect(device.get('sfumato.walk.set-aside')).toBe('broken '.repeat(20));
    // Where it finds none at all, the screen still opens.
    device.set('sfumato.walk', 'broken');
    room = 0;
    expect(resume()).toBeUndefined();
  });
});

describe("somebody's link", () => {
  it("is changed in the address only, so that one's own stays", () => {
    device.set('sfumato.walk', 'own');
    page.location.pathname = '/walk/theirs';
    const { change, stop } = follow('theirs', 'theirs');
    change('theirs-changed');
    vi.advanceTimersByTime(1000);
    stop();
    expect(page.location.pathname).toBe('/walk/theirs-changed');
    expect(device.get('sfumato.walk')).toBe('own');
  });

  it('is remembered where there is nothing else to remember', () => {
    page.location.pathname = '/walk/theirs';
    const { change, stop } = follow('theirs', 'theirs');
    change('theirs-changed');
    vi.advanceTimersByTime(1000);
    stop();
    expect(device.get('sfumato.walk')).toBe('theirs-changed');
  });

  it("is one's own when it is what the device remembers: after a reload, say", () => {
    device.set('sfumato.walk', 'own');
    page.location.pathname = '/walk/own';
    const { change, stop } = follow('own', 'own');
    change('own-changed');
    vi.advanceTimersByTime(1000);
    stop();
    expect(device.get('sfumato.walk')).toBe('own-changed');
  });
});

describe('leaving right after a change', () => {
  it('keeps it, and leaves the address of another screen alone', () => {
    const { change, stop } = follow('example');
    change('one');
    page.location.pathname = '/';
    stop();
    vi.advanceTimersByTime(10_000);
    expect(replaced).toEqual([]);
    page.location.pathname = '/walk';
    expect(resume()).toBe('state of one');
  });

  it('does not write into the address of another screen while it is still there', () => {
    const { change, stop } = follow('example');
    change('one');
    page.location.pathname = '/p/code';
    vi.advanceTimersByTime(1000);
    stop();
    expect(replaced).toEqual([]);
    expect(device.get('sfumato.walk')).toBe('one');
    expect(tab.get('sfumato.walk.unwritten')).toBe('/walk one');
  });

  it('shows it after a reload, though the address came too late', () => {
    device.set('sfumato.walk', 'own');
    page.location.pathname = '/walk/own';
    const { change } = follow('own', 'own');
    change('own-changed');
    events.dispatchEvent(new Event('pagehide'));
    expect(resume('own')).toBe('state of own-changed');
    expect(page.location.pathname).toBe('/walk/own-changed');
    // Later the address from before is a link like any other.
    page.location.pathname = '/walk/own';
    expect(resume('own')).toBeUndefined();
  });

  it("keeps a change of somebody's link for the way back, and one's own", () => {
    device.set('sfumato.walk', 'own');
    page.location.pathname = '/walk/theirs';
    const { change, stop } = follow('theirs', 'theirs');
    change('theirs-changed');
    stop();
    expect(device.get('sfumato.walk')).toBe('own');
    expect(resume('theirs')).toBe('state of theirs-changed');
  });
});

it('opens the link that was asked for without a network, and then lets go of it', () => {
  device.set('sfumato.walk', 'last');
  page.location.search = '?backend=wasm&open=asked';
  expect(resume()).toBe('state of asked');

  const { change, stop } = follow('asked');
  change('asked-changed');
  vi.advanceTimersByTime(1000);
  expect(replaced).toEqual(['/walk/asked-changed?backend=wasm']);
  expect(device.get('sfumato.walk')).toBe('last');
  stop();

  page.location = { pathname: '/walk', search: '?open=broken' };
  expect(resume()).toBeUndefined();
  expect(toasts()).toEqual([['Learned anew.', undefined]]);
});
