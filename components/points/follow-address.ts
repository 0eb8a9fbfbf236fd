import { toast } from '@/components/ui/toast-store';
import { toSfumatoError } from '@/lib/errors';
import { askedIn, searchWithoutAsked } from '@/lib/studio/address';

import { deviceMemory } from './device-memory';

export interface FollowOptions {
  /** Calls back after every change of what the address stands for. Returns the way out. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The code of the present state; undefined when there is nothing to link to. */
  readonly code: () => string | undefined;
  /** The screen's path, e.g. `/walk`. Under this name the code is remembered, too. */
  readonly screen: string;
}

/** Browsers allow about a hundred changes of the address in thirty seconds. */
const INTERVAL_MS = 500;

/**
 * Lets the address bar and the device's memory follow a screen from its next
 * change on, so that a reload, a copied address and the next visit show the same.
 */
export function followAddress({ subscribe, code, screen }: FollowOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    try {
      const now = code();
      if (now === undefined) deviceMemory()?.removeItem(keyOf(screen));
      else deviceMemory()?.setItem(keyOf(screen), now);
      const path = now === undefined ? screen : `${screen}/${now}`;
      window.history.replaceState(null, '', path + searchWithoutAsked(window.location.search));
    } catch (thrown) {
      // Too long for a link, or the device's memory is full: the screen itself goes on.
      console.warn(toSfumatoError(thrown).message);
    }
  };
  // A change of the address while a link is being followed would call the journey off.
  const writeAhead = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    write();
  };
  const unsubscribe = subscribe(() => {
    timer ??= setTimeout(write, INTERVAL_MS);
  });
  window.addEventListener('click', writeAhead, { capture: true });
  return () => {
    unsubscribe();
    clearTimeout(timer);
    window.removeEventListener('click', writeAhead, { capture: true });
  };
}

/**
 * What to show in place of what the page was rendered with (`rendered` is the code
 * in its link, if any): the link that was asked for without a network, the state in the
 * address, which has followed every change, or that of the last visit. Undefined when
 * there is none, or none that `decode` can still read.
 */
export function stateToResume<T>(
  screen: string,
  rendered: string | undefined,
  decode: (code: string) => T,
): T | undefined {
  const { pathname, search } = window.location;
  const asked = askedIn(search);
  const inAddress = pathname.startsWith(`${screen}/`) && pathname.slice(screen.length + 1);
  const code = asked ?? (inAddress || deviceMemory()?.getItem(keyOf(screen)));
  if (!code || code === rendered) return undefined;
  try {
    return decode(code);
  } catch (thrown) {
    // The model was retrained since, say: what the page was rendered with is sound.
    const { message } = toSfumatoError(thrown);
    if (asked === undefined) console.warn(message);
    else toast({ title: message, tone: 'danger' });
    return undefined;
  }
}

const keyOf = (screen: string) => `sfumato${screen.replace('/', '.')}`;
