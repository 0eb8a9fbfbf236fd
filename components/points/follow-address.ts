import { toast } from '@/components/ui/toast-store';
import { toSfumatoError } from '@/lib/errors';
import { askedIn, searchWithoutAsked } from '@/lib/studio/address';

import { deviceMemory, keepIn, tabMemory } from './device-memory';

export interface AddressedScreen {
  /** The screen's path, e.g. `/walk`. Under this name the code is remembered, too. */
  readonly screen: string;
  /** The code in the link that the page was rendered with, if any. */
  readonly rendered: string | undefined;
}

export interface FollowOptions extends AddressedScreen {
  /** Calls back after every change of what the address stands for. Returns the way out. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The code of the present state; undefined when there is nothing to link to. */
  readonly code: () => string | undefined;
}

export interface ResumeOptions<T> extends AddressedScreen {
  /** What is made here, e.g. "walk". */
  readonly what: string;
  readonly decode: (code: string) => T;
}

/** Browsers allow about a hundred changes of the address in thirty seconds. */
const INTERVAL_MS = 500;

/**
 * Lets the address bar and the device's memory follow a screen from its next
 * change on, so that a reload, a copied address and the next visit show the same.
 * What grows out of somebody's link stands in the address only, as long as the device
 * remembers something of the person's own.
 */
export function followAddress(options: FollowOptions): () => void {
  const { subscribe, code, screen } = options;
  const remembers = mayRemember(options);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Where this screen stands. Any other path belongs to another screen already. */
  let own = window.location.pathname;

  const attempt = (task: (now: string | undefined) => void) => {
    try {
      task(code());
    } catch (thrown) {
      // Too long for a link, or changed too often for the browser: the screen itself goes on.
      console.warn(toSfumatoError(thrown).message);
    }
  };
  const remember = (now: string | undefined) => {
    if (remembers) keepIn(deviceMemory(), keyOf(screen), now);
  };
  /** By now the address belongs to where the person goes: this tab remembers what it lacks. */
  const setUnwritten = (now: string | undefined) => {
    if (now !== undefined) keepIn(tabMemory(), unwrittenKeyOf(screen), `${own} ${now}`);
  };
  const write = () => {
    timer = undefined;
    attempt((now) => {
      remember(now);
      if (window.location.pathname !== own) {
        setUnwritten(now);
        return;
      }
      own = now === undefined ? screen : `${screen}/${now}`;
      tabMemory()?.removeItem(unwrittenKeyOf(screen));
      window.history.replaceState(null, '', own + searchWithoutAsked(window.location.search));
    });
  };
  // A change of the address while a link is being followed would call the journey off.
  const writeAhead = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    write();
  };
  const keep = () => {
    if (timer === undefined) return;
    attempt((now) => {
      remember(now);
      setUnwritten(now);
    });
  };
  const unsubscribe = subscribe(() => {
    timer ??= setTimeout(write, INTERVAL_MS);
  });
  window.addEventListener('click', writeAhead, { capture: true });
  window.addEventListener('pagehide', keep);
  return () => {
    unsubscribe();
    keep();
    clearTimeout(timer);
    window.removeEventListener('click', writeAhead, { capture: true });
    window.removeEventListener('pagehide', keep);
  };
}

/** Whether changes take the place of what the device remembers: not those of another's link. */
function mayRemember({ screen, rendered, code }: FollowOptions): boolean {
  const isLink = rendered !== undefined || askedIn(window.location.search) !== undefined;
  const remembered = deviceMemory()?.getItem(keyOf(screen)) ?? undefined;
  if (!isLink || remembered === undefined) return true;
  try {
    return remembered === code();
  } catch {
    // Too long for a link: nothing that is remembered is as long.
    return false;
  }
}

/**
 * What to show in place of what the page was rendered with: the link that was asked for
 * without a network, the state in the address, which has followed every change, or that of
 * the last visit. Undefined when there is none, or none that `decode` can still read; then
 * the person is told.
 */
export function stateToResume<T>(options: ResumeOptions<T>): T | undefined {
  const { screen, rendered, what, decode } = options;
  const { pathname, search } = window.location;
  const memory = deviceMemory();
  const remembered = memory?.getItem(keyOf(screen)) ?? undefined;
  const setAside = memory?.getItem(setAsideKeyOf(screen)) ?? undefined;
  const inAddress = pathname.startsWith(`${screen}/`)
    ? pathname.slice(screen.length + 1)
    : undefined;
  const unwritten = takeUnwritten(screen, pathname);
  const linked = askedIn(search) ?? unwritten ?? inAddress;
  const code = linked ?? remembered ?? setAside;
  if (!code || code === rendered) return undefined;
  try {
    const state = decode(code);
    if (code === unwritten) window.history.replaceState(null, '', `${screen}/${code}${search}`);
    return state;
  } catch (thrown) {
    const { message } = toSfumatoError(thrown);
    if (linked !== undefined) toast({ title: message, tone: 'danger' });
    else if (remembered !== undefined) {
      // The model was retrained since, say. What is made next must not take its place. It is
      // taken away first: where the memory is full, it needs its own room.
      keepIn(memory, keyOf(screen), undefined);
      keepIn(memory, setAsideKeyOf(screen), remembered);
      toast({
        title: `Your ${what} of the last visit can no longer be shown.`,
        description: message,
        tone: 'danger',
      });
    }
    return undefined;
  }
}

/**
 * The last change before this tab left a screen, for which its address came too late. Counts
 * once, for a reload or the way back: later the same address is a link like any other.
 */
function takeUnwritten(screen: string, path: string): string | undefined {
  const [left, code] = tabMemory()?.getItem(unwrittenKeyOf(screen))?.split(' ') ?? [];
  tabMemory()?.removeItem(unwrittenKeyOf(screen));
  return left === path ? code : undefined;
}

const keyOf = (screen: string) => `sfumato${screen.replace('/', '.')}`;
const unwrittenKeyOf = (screen: string) => `${keyOf(screen)}.unwritten`;
/** What could not be read when it was last tried, should its model come back. */
const setAsideKeyOf = (screen: string) => `${keyOf(screen)}.set-aside`;
